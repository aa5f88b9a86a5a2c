"""Load a policy: one that photocheck brings, or a file that a council wrote."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from photocheck.errors import PolicyError
from photocheck.policy.lines import lines_of_keys
from photocheck.policy.mistakes import Mistakes, closest
from photocheck.policy.reading import read_policy
from photocheck.policy.rules import Policy

__all__ = ["built_in_policies", "load_policy"]

# The policies that photocheck brings, the default first.
BUILT_IN: Final = ("whatsapp", "emergency")


def load_policy(name_or_path: str | Path) -> Policy:
    """Load the built-in policy of this name, or the policy file at this path.

    Raises PolicyError naming everything that is wrong with the file, each by its key and line, or the policies that
    there are.
    """
    if isinstance(name_or_path, str) and name_or_path in BUILT_IN:
        return _built_in(name_or_path)
    path = Path(name_or_path)
    if path.suffix != ".toml" and not path.exists():
        near = closest(str(name_or_path), BUILT_IN)
        hint = f"Did you mean “{near}”?" if near else f"Choose from {', '.join(BUILT_IN)}, or name a policy file."
        raise PolicyError(f"There is no policy “{name_or_path}”.", hint)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PolicyError(f"The policy “{path}” cannot be read: {error.strerror or error}.") from error
    return _parsed(content, str(path))


def built_in_policies() -> tuple[str, ...]:
    """The names of the policies that photocheck brings, the default first."""
    return BUILT_IN


@lru_cache(maxsize=len(BUILT_IN))
def _built_in(name: str) -> Policy:
    resource = files("photocheck.policy") / "library" / f"{name}.toml"
    return _parsed(resource.read_bytes(), name)


def _parsed(content: bytes, source: str) -> Policy:
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise PolicyError(
            f"The policy “{source}” is no text in UTF-8.", "Save it again as UTF-8 in your editor."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(
            f"The policy “{source}” is not TOML: {error}.", "Texts stand in quotes, lists in [ ]."
        ) from error
    mistakes = Mistakes(source, lines_of_keys(text))
    policy = read_policy(data, mistakes, _extended(data.get("extends"), mistakes))
    mistakes.raise_if_any()
    if policy is None:  # pragma: no cover - read_policy notes a mistake whenever it gives none
        raise PolicyError(f"The policy “{source}” could not be read.")
    return policy


def _extended(name: object, mistakes: Mistakes) -> Policy | None:
    """The policy that another builds on: a built-in one, so that no file depends on a second."""
    if name is None:
        return None
    if isinstance(name, str) and name in BUILT_IN and name != mistakes.source:
        return _built_in(name)
    near = closest(str(name), BUILT_IN)
    hint = f"Did you mean “{near}”?" if near else f"There are: {', '.join(BUILT_IN)}."
    mistakes.add(("extends",), f"there is no built-in policy “{name}”. {hint}")
    return None
