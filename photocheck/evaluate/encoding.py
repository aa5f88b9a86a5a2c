"""An evaluation or comparison as JSON: counts, and the ratios that follow from them; no word that stands in a photo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any, Final

from photocheck.evaluate.comparison import Comparison
from photocheck.evaluate.figures import Evaluation

__all__ = ["COMPARISON_SCHEMA", "EVALUATION_SCHEMA", "to_json"]

EVALUATION_SCHEMA: Final = "photocheck/evaluation/1"
COMPARISON_SCHEMA: Final = "photocheck/comparison/1"


def to_json(figures: Evaluation | Comparison) -> str:
    """Write the figures as one JSON document that ends with a newline."""
    schema = EVALUATION_SCHEMA if isinstance(figures, Evaluation) else COMPARISON_SCHEMA
    document = {"schema": schema, **_encoded(figures)}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _encoded(value: Any) -> Any:  # noqa: ANN401 - figures are nested at will
    if is_dataclass(value):
        names = [*(field.name for field in fields(value)), *_ratios_of(type(value))]
        return {name: _encoded(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {key: _encoded(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_encoded(entry) for entry in value]
    if isinstance(value, float):
        # JSON has no infinity: the largest size has no end.
        return round(value, 4) if isfinite(value) else None
    return value


def _ratios_of(figures: type) -> list[str]:
    return [name for name, member in vars(figures).items() if isinstance(member, property)]
