"""How many workers this machine can feed, and what each of them may take."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil

from photocheck.batch.worker import Allowance
from photocheck.inference.cores import available_cores

__all__ = ["allowance_of", "default_jobs"]

# What a worker takes once it has seen a few photos of a telephone, measured with all detectors.
MEMORY_OF_A_WORKER: Final = 1_500_000_000
# What the largest photo that is opened at all needs beside the models.
LEAST_ALLOWANCE: Final = 3_000_000_000
# The rest is for the system and for this process.
SHARE_FOR_WORKERS: Final = 0.8

# Where a container says how much memory it may use.
CONTAINER_LIMITS: Final = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def default_jobs() -> int:
    """As many workers as there are cores, where the memory that is free is enough for them."""
    return max(1, min(available_cores(), int(_free_memory() // MEMORY_OF_A_WORKER)))


def allowance_of(jobs: int, seconds: float) -> Allowance:
    """What one photo may take when so many are looked at side by side."""
    share = SHARE_FOR_WORKERS * _memory_limit() / jobs
    return Allowance(seconds, max(LEAST_ALLOWANCE, int(share)))


def _free_memory() -> float:
    return min(float(psutil.virtual_memory().available), SHARE_FOR_WORKERS * _memory_limit())


def _memory_limit() -> int:
    """The memory of this machine, or of the container that this runs in, in bytes."""
    limits = [int(psutil.virtual_memory().total)]
    for place in CONTAINER_LIMITS:
        # "max" where there is no limit, and no such file elsewhere.
        with suppress(OSError, ValueError):
            limits.append(int(Path(place).read_text(encoding="ascii")))
    return min(limits)
