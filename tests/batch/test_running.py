"""The runner: every photo comes back, in order, and what fails is told."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor

import pytest
import stand_ins

from photocheck.batch.running import Runner
from photocheck.batch.serial import SerialExecutor
from photocheck.batch.sources import Source
from photocheck.batch.task import Plan
from photocheck.domain.verdicts import Problem
from photocheck.errors import ModelError

PLAN = Plan(stand_ins.build, threads=1)


def sources(*names):
    """Photos by these names."""
    return [Source(name.encode(), name) for name in names]


def test_reports_come_in_the_order_of_the_photos():
    """A slow photo holds back what is told, not what is done."""
    names = ["slow.jpg", *(f"{number}.jpg" for number in range(40))]
    with ThreadPoolExecutor(4) as executor:
        runner = Runner(executor, PLAN, abreast=4, ahead=8)
        assert [outcome.report.source for _, outcome in runner.run(sources(*names))] == names


@pytest.mark.parametrize(("name", "says"), [("fault.jpg", "ZeroDivisionError"), ("large.jpg", "It took too long.")])
def test_what_fails_is_a_problem_of_its_photo(name, says):
    """The others go on, and the fault's own words, which may hold what was read, are not told."""
    runner = Runner(SerialExecutor(), PLAN)
    reports = [outcome.report for _, outcome in runner.run(sources("a.jpg", name, "b.jpg"))]
    assert [len(report.problems) for report in reports] == [0, 1, 0]
    assert says in reports[1].problems[0].message
    assert "secret" not in reports[1].problems[0].message


def test_a_missing_model_ends_the_run():
    """What concerns every photo is not told of each."""
    runner = Runner(SerialExecutor(), PLAN)
    with pytest.raises(ModelError):
        list(runner.run(sources("model.jpg", "b.jpg")))


def test_a_source_with_a_problem_is_not_looked_at():
    """A folder that could not be opened has its place among the photos."""
    closed = Source("closed", "closed", Problem("open", "This folder could not be opened."))
    runner = Runner(SerialExecutor(), PLAN)
    reports = [outcome.report for _, outcome in runner.run([*sources("a.jpg"), closed, *sources("b.jpg")])]
    assert [report.source for report in reports] == ["a.jpg", "closed", "b.jpg"]
    assert reports[1].problems == (closed.problem,)


class Counting(Executor):
    """Remembers how many photos it was given before any was finished."""

    def __init__(self):
        self.most = 0
        self.open = []

    def submit(self, fn, /, *args):
        """Finish the oldest only when there are three."""
        self.open.append((future := Future(), fn, args))
        self.most = max(self.most, len(self.open))
        if len(self.open) == 3:
            for waiting, do, given in self.open:
                waiting.set_result(do(*given))
            self.open.clear()
        return future


def test_no_more_photos_are_begun_than_were_allowed():
    """Memory stays flat: photos are taken as there is room for them."""
    taken = []

    def endless():
        for source in sources(*(f"{number}.jpg" for number in range(30))):
            taken.append(source)
            yield source

    executor = Counting()
    results = Runner(executor, PLAN, abreast=3, ahead=6).run(endless())
    next(results)
    assert len(taken) <= 6
    assert len(list(results)) == 29
    assert executor.most == 3
