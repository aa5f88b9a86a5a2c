"""The commands that compare faces: opt-in, by the policy and on the command line."""

from __future__ import annotations

from photocheck.cli.people.group import people

__all__ = ["people"]
