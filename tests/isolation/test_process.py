"""A decoding process does what it is told, is held to its limits, and takes nothing with it when it goes."""

from __future__ import annotations

import sys
import time

import psutil
import pytest

from photocheck.errors import PhotoDamaged, PhotoTooLarge, PhotoUnsupported
from photocheck.isolation.process import Decoders, Patience, is_possible

pytestmark = [
    pytest.mark.skipif(not is_possible(), reason="this system cannot hand a channel to another Python"),
    pytest.mark.slow,
]

MEMORY = 1_500_000_000
LONG = Patience(60, "open")


@pytest.fixture(scope="module")
def decoders(stand_ins):
    """Decoding processes; those that the tests end are replaced."""
    assert stand_ins
    return Decoders(MEMORY)


def asked(decoders, function, *arguments, patience=LONG):
    """All that comes back."""
    parts = decoders.parts_of(
        function, *arguments, patience=patience, room=lambda _, sizes: list(map(bytearray, sizes))
    )
    return list(parts)


def test_what_it_says_comes_back(decoders, stand_ins):
    """Plain values, and bytes with them, part by part."""
    assert asked(decoders, stand_ins.echo, 3, 0, 100_000) == [
        ({"said": 3}, [bytes(3)]),
        ({"said": 0}, [b""]),
        ({"said": 100_000}, [bytes(100_000)]),
    ]


def test_one_process_serves_again_and_again(decoders, stand_ins):
    """Also after somebody has seen enough, and after a photo that was refused."""
    [(first, _)] = asked(decoders, stand_ins.who)
    parts = decoders.parts_of(stand_ins.echo, 1, 2, 3, patience=LONG, room=lambda _, sizes: list(map(bytearray, sizes)))
    assert next(parts)[0] == {"said": 1}
    parts.close()
    with pytest.raises(PhotoUnsupported, match="This is no photo") as refused:
        asked(decoders, stand_ins.refuse)
    assert refused.value.hint == "Take one."
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        asked(decoders, stand_ins.stumble)
    with pytest.raises(PhotoUnsupported):
        asked(decoders, stand_ins.refuse)
    [(last, _)] = asked(decoders, stand_ins.who)
    assert psutil.pid_exists(last["said"])
    assert first["said"] != psutil.Process().pid


def test_one_that_takes_too_long_is_ended(decoders, stand_ins):
    """Not left behind: the process is gone, and the next photo gets another."""
    [(before, _)] = asked(decoders, stand_ins.who)
    started = time.monotonic()
    with pytest.raises(PhotoTooLarge, match=r"took longer than 0.5 seconds to open"):
        asked(decoders, stand_ins.hang, 60, patience=Patience(0.5, "open"))
    assert time.monotonic() - started < 10
    assert not psutil.pid_exists(before["said"])
    assert asked(decoders, stand_ins.echo, 1)


def test_one_that_crashes_takes_nothing_with_it(decoders, stand_ins):
    """The photo is told of as damaged, and the next one is opened."""
    with pytest.raises(PhotoDamaged, match="ended the program that decodes it"):
        asked(decoders, stand_ins.die)
    assert asked(decoders, stand_ins.echo, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces these limits")
def test_it_has_no_network_no_programs_and_little_memory(decoders, stand_ins):
    """What a decoder that was taken over would want first."""
    if "network" not in decoders.enforced():
        pytest.skip("the kernel of this machine takes no filter")
    with pytest.raises(RuntimeError, match="PermissionError"):
        asked(decoders, stand_ins.connect)
    with pytest.raises(RuntimeError, match="PermissionError"):
        asked(decoders, stand_ins.start_a_program)
    with pytest.raises(RuntimeError, match="MemoryError"):
        asked(decoders, stand_ins.take, 2 * MEMORY)
    assert asked(decoders, stand_ins.take, 1000) == [({"said": 1000}, [])]


def test_it_ends_with_whoever_started_it(stand_ins):
    """No process stays behind."""
    decoders = Decoders(MEMORY)
    [(said, _)] = asked(decoders, stand_ins.who)
    del decoders
    until = time.monotonic() + 10
    while psutil.pid_exists(said["said"]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not psutil.pid_exists(said["said"])
