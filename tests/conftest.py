"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A shared machine may be slow for a moment; that is no fault of the code.
settings.register_profile("photocheck", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("photocheck")

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of labelled photos beside the repository; the test is skipped where it is missing."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the labelled photos (../shared/data) are not on this machine")
    return folder
