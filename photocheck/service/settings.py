"""How a service runs: where it listens, whom it lets in, by which rules it judges, and what it takes at most."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from photocheck.errors import UsageError

__all__ = ["ServiceSettings"]

# So long a token cannot be guessed, whatever it is made of.
SHORTEST_TOKEN: Final = 16


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """What `photocheck serve` was asked for.

    `hosts` are further names under which it may be called, `token` what every request has to know, and `once` a word by
    which a browser is let in a single time and given the token. `folders` are those of whose photos a run may be asked
    for. `jobs` photos are looked at side by side and `queue` more may wait; `size` is how many bytes a photo may have,
    `run_size` all photos of one upload together; `upload_seconds` is how long sending them may take, `photo_seconds`
    looking at one. `remember` is for how many seconds it is known what was found.
    """

    host: str = "127.0.0.1"
    port: int = 8765
    hosts: tuple[str, ...] = ()
    token: str | None = None
    once: str | None = None
    policy: str = "whatsapp"
    audience: str = "colleagues"
    channel: str = "whatsapp"
    register: str | None = None
    folders: tuple[Path, ...] = ()
    jobs: int = 1
    queue: int = 16
    size: int = 50_000_000
    run_size: int = 200_000_000
    upload_seconds: float = 60.0
    photo_seconds: float = 120.0
    remember: float = 900.0

    def check(self) -> None:
        """Raise UsageError where others could use the service without a token, or guess it."""
        if self.token is not None and len(self.token) < SHORTEST_TOKEN:
            raise UsageError(
                f"The token is too short: it needs at least {SHORTEST_TOKEN} characters.",
                "Make one with: python -c 'import secrets; print(secrets.token_urlsafe())'",
            )
        if self.token is None and not is_loopback(self.host):
            raise UsageError(
                f"At the address {self.host} others can reach photocheck, so a token is needed.",
                "Put one into a file and name it: --token-file FILE. Or leave --host away.",
            )


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can reach this address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
