"""`photocheck decisions …`: what people decided about things in photos, and why."""

from __future__ import annotations

from photocheck.cli.decisions.group import decisions

__all__ = ["decisions"]
