"""A desk with photos on it that were drawn, and looked at without models."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import pytest
from fastapi.testclient import TestClient
from listening import listening
from PIL import Image

from photocheck.batch.task import Plan, picture_of
from photocheck.policy import load_policy
from photocheck.service.desk.app import create_desk
from photocheck.service.desk.copies import Copies
from photocheck.service.desk.desk import Desk
from photocheck.service.desk.photos import DeskPhoto, in_bursts
from photocheck.service.settings import ServiceSettings

TOKEN = "a-token-that-is-long-enough"  # noqa: S105 - of the tests
COLOURS = {"face": (230, 20, 20), "page": (20, 230, 20), "phone": (20, 20, 230)}


def scene(seed, *things):
    """A photo whose grey background is its own; things are (what, left, top, right, bottom), of 320 by 240."""
    coarse = np.random.default_rng(seed).integers(60, 200, (5, 6), np.uint8)
    pixels = np.asarray(Image.fromarray(coarse).resize((320, 240), Image.Resampling.BICUBIC).convert("RGB")).copy()
    for what, left, top, right, bottom in things:
        pixels[top:bottom, left:right] = COLOURS[what]
    packed = io.BytesIO()
    Image.fromarray(pixels).save(packed, "PNG")
    return packed.getvalue()


@pytest.fixture
def lay_out(tmp_path, colour_screener):
    """Put photos, by name and content, on a desk; returns its app and the desk. The register is beside them."""
    folder = tmp_path / "photos"

    def put(contents, *, policy="whatsapp", **settings):
        folder.mkdir(exist_ok=True)
        screener = colour_screener()
        known = []
        for name, content in contents.items():
            path = folder / name
            path.write_bytes(content)
            seen = picture_of(str(path))
            report = replace(screener.screen(path), verdicts=())
            known.append((path, report, None if seen is None else seen.likeness))
        bursts = in_bursts({number: likeness for number, (*_, likeness) in enumerate(known, start=1)})
        photos = [
            DeskPhoto(number, path, report, tmp_path / "copies" / path.name, likeness, bursts.get(number, 0))
            for number, (path, report, likeness) in enumerate(known, start=1)
        ]
        register = str(tmp_path / "register.sqlite")
        desk = Desk(photos, load_policy(policy), "colleagues", "whatsapp", register)
        desk.opened_register()
        copies = Copies(desk, tmp_path / "copies", ThreadPoolExecutor(1), Plan(lambda _: colour_screener(), 1))
        return create_desk(ServiceSettings(**settings), desk, copies), desk

    return put


@pytest.fixture
def visit(lay_out):
    """Put photos on a desk, and return a client of it."""
    opened = []

    def begin(contents, **how):
        app, _ = lay_out(contents, **how)
        client = TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False)
        client.__enter__()
        opened.append(client)
        return client

    yield begin
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def serve_desk(lay_out):
    """Put photos on a desk that a browser can open; returns its address."""
    with ExitStack() as running:

        def start(contents, **how):
            app, _ = lay_out(contents, token=TOKEN, **how)
            return f"{running.enter_context(listening(app))}/?token={TOKEN}"

        yield start


@pytest.fixture(name="scene")
def _scene():
    """Draw a photo."""
    return scene
