"""The engine is safe to call from many threads, from the first call on."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Threads are switched as often as Python can, and all of them make their first call at the same moment.
FIRST_CALLS = """
import sys, threading
import numpy as np
from photocheck.inference.engine import Network
from photocheck.inference.store import weights_of
networks = [Network(weights_of("centerface").read(), threads=1) for _ in range(2)]
sys.setswitchinterval(1e-6)
together = threading.Barrier(8)
def call(network):
    together.wait()
    network(np.zeros((1, 32, 32, 3), np.uint8))
threads = [threading.Thread(target=call, args=(networks[i % 2],)) for i in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""


@pytest.mark.slow
@pytest.mark.parametrize("attempt", range(6))
def test_threads_that_make_the_first_call_together_all_get_an_answer(attempt: int) -> None:
    """No thread waits for another for ever: about one run in twelve did, so several are tried."""
    del attempt
    subprocess.run([sys.executable, "-c", FIRST_CALLS], check=True, timeout=60)
