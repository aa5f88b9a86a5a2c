"""How the HTTP service bears a crowd: 200 photos from 32 clients at once, with 2 workers.

Run `uv run python tests/benchmarks/http_load.py`. It prints how many answers were errors, whether each report equals
that of the command line, how long answers took against one photo at a time, and how much memory grew.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from a_service import memory, processor_seconds, serving

PHOTOS = sorted((Path(__file__).parents[2] / "samples" / "photos").glob("*.jpg"))


def same(report):
    """Leave out how long it took, and the folder before the photo's name."""
    return report | {"timings_ms": {}, "source": Path(report["source"]).name}


def by_command_line():
    """What the command line says of each photo."""
    code = "from photocheck.cli import main; main()"
    arguments = ["check", *map(str, PHOTOS), "--format", "json", "--no-store", "--quiet", "--jobs", "2"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    return {Path(report["source"]).name: same(report) for report in json.loads(done.stdout)["photos"]}


def arguments():
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--queue", type=int, default=16)
    return parser.parse_args()


def main():
    """Measure, and print."""
    asked = arguments()
    expected = by_command_line()
    with serving(jobs=asked.jobs, queue=asked.queue, clients=asked.clients) as client:
        measure(asked, client, expected)


def measure(asked, client, expected):
    """Measure a service that runs, and print."""
    statuses, wrong, grown = Counter(), Counter(), []

    def check(number):
        path = PHOTOS[number % len(PHOTOS)]
        while True:
            started = time.perf_counter()
            answer = client.post("/v1/check", files={"photo": (path.name, path.read_bytes(), "image/jpeg")})
            statuses[answer.status_code] += 1
            if answer.status_code != 429:
                break
            time.sleep(int(answer.headers["Retry-After"]))
        if answer.status_code != 200 or same(answer.json()) != expected[path.name]:
            wrong[path.name] += 1
        if number % 20 == 0:
            grown.append(memory())
        return time.perf_counter() - started

    # One photo at a time, each twice: the first time the models warm up.
    for number in range(len(PHOTOS)):
        check(number)
    spent = processor_seconds()
    serial = statistics.fmean([check(number) for number in range(len(PHOTOS))])
    alone = (processor_seconds() - spent) / len(PHOTOS)
    grown.clear()
    statuses.clear()
    began, spent = time.perf_counter(), processor_seconds()
    with ThreadPoolExecutor(asked.clients) as crowd:
        seconds = list(crowd.map(check, range(asked.requests)))
    took, spent = time.perf_counter() - began, processor_seconds() - spent

    p95 = statistics.quantiles(seconds, n=20)[-1]
    # Before the one that came last: those that are looked at, and the queue.
    ahead = min(asked.clients, asked.jobs + asked.queue) - 1
    print(f"answers by status: {dict(statuses)}; reports unlike the command line's: {wrong.total()}")
    print(f"one at a time {serial:.2f} s; {asked.requests} in {took:.0f} s, {asked.requests / took:.2f} a second")
    print(f"CPU seconds a photo: {alone:.2f} one at a time, {spent / asked.requests:.2f} in the crowd")
    print(f"p95 {p95:.1f} s: {p95 / (serial * ahead):.2f} times the serial time times the {ahead} ahead")
    print(
        f"  and {p95 / (serial * (ahead + 1) / asked.jobs):.2f} times, if {asked.jobs} cores were free for the workers"
    )
    print("memory in MB along the way:", *(round(size) for size in grown))


if __name__ == "__main__":
    main()
