"""Find a model's weights, and make sure that they are the ones we know."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from photocheck.errors import ModelError

__all__ = ["Weights", "model_names", "models_folder", "weights_of"]

REINSTALL = "Install photocheck again, or fetch the models folder of the repository again."
FIELDS = ("file", "sha256", "licence", "source")


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of weights, and the sha256 that it must have."""

    name: str
    path: Path
    sha256: str
    licence: str
    source: str
    hint: str = REINSTALL

    @property
    def version(self) -> str:
        """What reports call this version: the first 12 hexadecimal digits of the sha256."""
        return self.sha256[:12]

    def read(self) -> bytes:
        """Read the file and check it; raises ModelError when it is missing or not the one we know."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            reason = error.strerror or "unknown reason"
            raise ModelError(
                f"The model “{self.name}” could not be read at {self.path} ({reason}).", self.hint
            ) from error
        if sha256(content).hexdigest() != self.sha256:
            raise ModelError(
                f"The model “{self.name}” at {self.path} is damaged or not the version that photocheck knows.",
                self.hint,
            )
        return content


def models_folder() -> Path:
    """The folder that holds manifest.toml: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


def model_names(folder: Path | None = None) -> tuple[str, ...]:
    """Every model that the manifest names; raises ModelError where it is missing or wrong."""
    return tuple(_manifest(folder or models_folder()))


def weights_of(name: str, folder: Path | None = None) -> Weights:
    """Find a model by its name in the manifest; its file is read and checked by `Weights.read`.

    Raises ModelError when the manifest is missing, wrong, or does not know the name.
    """
    folder = folder or models_folder()
    manifest = _manifest(folder)
    entry = manifest.get(name)
    if not isinstance(entry, dict):
        raise ModelError(f"There is no model “{name}”; there is {', '.join(manifest) or 'none'}.", REINSTALL)
    missing = [key for key in FIELDS if not isinstance(entry.get(key), str)]
    if missing:
        raise ModelError(f"The manifest says no {', '.join(missing)} for the model “{name}”.", REINSTALL)
    return Weights(name, folder / entry["file"], entry["sha256"], entry["licence"], entry["source"])


@cache
def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"The list of models could not be read at {path}.", REINSTALL) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"The list of models at {path} is damaged ({error}).", REINSTALL) from error
