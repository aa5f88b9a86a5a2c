"""The HTTP service in this process, with its workers, and what all of them take."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager

import httpx2
import psutil
import uvicorn

from photocheck.service.app import create_app
from photocheck.service.settings import ServiceSettings


@contextmanager
def serving(*, jobs, queue, clients):
    """Serve, remembering nothing, so that every photo is looked at; gives a client once the models are loaded."""
    app = create_app(ServiceSettings(jobs=jobs, queue=queue, remember=0))
    server = uvicorn.Server(uvicorn.Config(app, port=0, ws="none", log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.1)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        with httpx2.Client(base_url=address, timeout=600, limits=httpx2.Limits(max_connections=clients)) as client:
            while client.get("/readyz").status_code != 200:
                time.sleep(0.5)
            yield client
    finally:
        server.should_exit = True
        thread.join()


def memory():
    """Megabytes of this process and its workers."""
    return sum(process.memory_info().rss for process in _processes()) / 1e6


def processor_seconds():
    """What this process and its workers have computed for so far."""
    times = [process.cpu_times() for process in _processes()]
    return sum(spent.user + spent.system for spent in times)


def _processes():
    own = psutil.Process()
    return (own, *own.children(recursive=True))
