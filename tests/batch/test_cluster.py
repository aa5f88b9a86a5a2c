"""A Dask cluster: the same tasks on other machines' workers, and what becomes of workers that die or are unfit."""

from __future__ import annotations

import os
import signal

import pytest
import stand_ins

from photocheck.batch import cluster
from photocheck.batch.cluster import Needs, cluster_at
from photocheck.batch.fingerprint import fingerprint
from photocheck.batch.running import Runner
from photocheck.batch.sources import Source
from photocheck.batch.task import Plan
from photocheck.errors import ConfigurationError

pytest.importorskip("distributed", reason="the extra “cluster” is not installed")
pytestmark = [
    pytest.mark.slow,
    # The library of other people, whose processes and sockets end in their own time.
    pytest.mark.filterwarnings("ignore"),
]

NEEDS = Needs(fingerprint(), stand_ins.build, 1, seconds=60)


@pytest.fixture
def told():
    """What the user was told."""
    return []


def look(executor, names):
    """Look at photos by these names on the cluster."""
    runner = Runner(executor, Plan(stand_ins.build, threads=1), abreast=4, ahead=16)
    return [outcome.report for _, outcome in runner.run([Source(name.encode(), name) for name in names])]


def test_a_cluster_gives_the_same_reports(told):
    """In the same order, with the same problems; and a worker that is killed costs nothing but time."""
    names = ["a", "phone", "fault", *(f"slow-{number}" for number in range(30)), "b"]
    with cluster_at("local", NEEDS, 2, lambda *words: told.append(words)) as executor:
        victim = executor.submit(stand_ins.process_id, "a").result()
        runner = Runner(executor, Plan(stand_ins.build, threads=1), abreast=4, ahead=16)
        reports = []
        for _, outcome in runner.run([Source(name.encode(), name) for name in names]):
            reports.append(outcome.report)
            if len(reports) == 4:
                os.kill(victim, signal.SIGKILL)
    assert [report.source for report in reports] == names
    assert [report.source for report in reports if report.problems] == ["fault"]
    assert told == []


def test_a_photo_that_hangs_on_a_cluster_is_given_up(told):
    """Its workers are ended one after the other and replaced, and the other photos are looked at."""
    import dask  # noqa: PLC0415 - an extra

    needs = Needs(fingerprint(), stand_ins.build, 1, seconds=3)
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        cluster_at("local", needs, 2, lambda *words: told.append(words)) as executor,
    ):
        reports = look(executor, ["a", "hang", "b", "c"])
    assert [report.source for report in reports if report.problems] == ["hang"]
    assert "ended several workers" in reports[1].problems[0].message


def test_workers_of_another_version_are_refused_with_a_sentence(told):
    """Their reports would not be ours; where nobody is left, the run does not begin."""
    needs = Needs("another", stand_ins.build, 1, seconds=60)
    with pytest.raises(ConfigurationError, match="no worker"), cluster_at("local", needs, 1, lambda *w: told.append(w)):
        pass
    assert "another version of photocheck" in told[0][0]


def test_workers_that_lack_a_model_are_refused_with_a_sentence(told):
    """Which model it is, is said."""
    needs = Needs(fingerprint(), stand_ins.build_without_model, 1, seconds=60)
    with pytest.raises(ConfigurationError, match="no worker"), cluster_at("local", needs, 1, lambda *w: told.append(w)):
        pass
    assert "The model “faces” is damaged" in told[0][0]


def test_a_worker_that_joins_later_is_looked_at_with_its_first_photo(told, monkeypatch, tmp_path):
    """Its photo is looked at by another, and it is sent away."""
    with cluster_at("local", NEEDS, 2, lambda *words: told.append(words)) as executor:
        address = next(iter(executor._client.nthreads()))
        refusal = cluster.UnfitWorker(address, "it has another version of photocheck")
        monkeypatch.setattr(cluster, "guarded", stand_ins.UnfitOnce(refusal, str(tmp_path / "refused")))
        assert executor.submit(stand_ins.process_id, "a").result(timeout=60) > 0
    assert address in told[0][0]


def test_an_address_where_nobody_answers_is_told(told):
    """One sentence, before any photo is looked at."""
    nobody = cluster_at("tcp://127.0.0.1:9", NEEDS, 1, lambda *words: told.append(words))
    with pytest.raises(ConfigurationError, match="does not answer"), nobody:
        pass
