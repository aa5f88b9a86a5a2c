"""The OpenAPI document of the service, with what each parameter may be."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from photocheck.service.judging import Judging

__all__ = ["openapi_of"]


def openapi_of(app: FastAPI, judging: Judging) -> dict[str, Any]:
    """The document; what policies know is not known before they are loaded, so it is put in here."""
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    choices = judging.choices()
    for operations in document["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                if parameter["name"] in choices:
                    known = choices[parameter["name"]]
                    parameter["schema"] = {"type": "string", "enum": known, "default": known[0]}
                else:
                    parameter["schema"] = _without_null(parameter["schema"])
    return document


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter in an address is there or not; it is never null."""
    kinds = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    if not kinds:
        return schema
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    return {**rest, **kinds[0]}
