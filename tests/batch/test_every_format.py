"""A folder with every format and every kind of damage: nothing stops the run, and what could not be read is listed."""

from __future__ import annotations

import shutil

import pytest
import stand_ins

from photocheck.batch.processes import ProcessExecutor
from photocheck.batch.running import Runner
from photocheck.batch.sources import find_photos
from photocheck.batch.task import Plan
from photocheck.batch.worker import Allowance
from photocheck.policy import judged, load_policy


@pytest.mark.slow
def test_a_folder_of_every_format_is_accounted_for(shared_data, tmp_path):
    """Each file is reported or counted as passed over; a photo that opens beside it is looked at as ever."""
    folder = tmp_path / "in"
    shutil.copytree(shared_data / "formats" / "images", folder)
    files = sum(path.is_file() for path in folder.rglob("*"))
    good = sorted((shared_data / "negatives" / "images").iterdir())[:3]
    for path in good:
        shutil.copy(path, folder / f"zz-{path.name}")
    policy = load_policy("whatsapp")
    with find_photos([str(folder)]) as found, ProcessExecutor(2, Allowance(60, 4_000_000_000)) as executor:
        runner = Runner(executor, Plan(stand_ins.build_opening_only, threads=1), abreast=4, ahead=32)
        reports = [judged(outcome.report, policy, "colleagues", "whatsapp") for _, outcome in runner.run(found)]
        assert len(reports) + sum(found.skipped.values()) == files + len(good)
    closed = [report for report in reports if report.width is None]
    assert closed
    assert all(report.decision == "not-checked" and report.problems for report in closed)
    assert all(problem.message.endswith(".") for report in closed for problem in report.problems)
    assert [bool(report.problems) for report in reports[-len(good) :]] == [False] * len(good)
