"""Train the page detector on the CPU for so many minutes.

    python train.py SCENES CHECKPOINT MINUTES [--rate RATE]

Carries on from CHECKPOINT where it exists (weights, their moving average and the optimiser's; a new cosine). Small
pictures are used more than large ones. One thread: two were hardly faster. Writes the checkpoint every two minutes.
"""

from __future__ import annotations

import argparse
import copy
import math
import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from network import PageNetwork
from targets import Batch, batches
from torch import Tensor
from torch.nn import functional

# Picture sizes, as parts of 448 pixels, and how often each is used. Small ones teach the most in the same time, and
# the network finds the same things in larger pictures.
SCALES = (0.4, 0.5, 0.7, 0.9)
OFTEN = (0.5, 0.28, 0.17, 0.05)
BATCH = 16
# How often a class is drawn differs; a rare one counts more (documents, screens, boards, cards, notes).
KIND_WEIGHT = (1.0, 0.9, 1.2, 1.2, 1.2)


Learners = dict[str, torch.nn.Module | torch.optim.Optimizer]


def loss_of(outputs: tuple[Tensor, Tensor, Tensor], batch: Batch) -> tuple[Tensor, tuple[float, float, float]]:
    """How wrong the answers are.

    Heat: cross entropy times squared distance. Corners: relative to the object, in the best of the four orders, or
    those of the upright box where only that is known. Kind: cross entropy.
    """
    heat, corners, kinds = (output.float() for output in outputs)
    logit, target, weight = heat[:, 0], torch.from_numpy(batch.heat), torch.from_numpy(batch.weight)
    far = (torch.sigmoid(logit.detach()) - target).abs() ** 2
    misjudged = functional.binary_cross_entropy_with_logits(logit, target, reduction="none") * far * weight
    seen = misjudged.sum() / (target > 0.99).sum().clamp(min=4)
    if not len(batch.places):
        return seen, (seen.item(), 0.0, 0.0)
    n, y, x = torch.from_numpy(batch.places).unbind(1)
    said, wanted = corners[n, :, y, x], torch.from_numpy(batch.corners)
    size, trust = torch.from_numpy(batch.sizes)[:, None], torch.from_numpy(batch.trust)
    orders = torch.stack([wanted.roll(2 * turn, 1) for turn in range(4)])
    error = functional.smooth_l1_loss((said / size).expand_as(orders), orders / size, beta=0.05, reduction="none")
    upright = functional.smooth_l1_loss(_box(said) / size, _box(wanted) / size, beta=0.05, reduction="none").mean(1)
    apart = torch.where(torch.from_numpy(batch.boxed), upright, error.mean(2).min(0).values)
    off = (apart * trust).sum() / trust.sum()
    right = functional.cross_entropy(
        kinds[n, :, y, x], torch.from_numpy(batch.kinds), torch.tensor(KIND_WEIGHT), reduction="none"
    )
    kind = (right * trust).sum() / trust.sum()
    return seen + 6.0 * off + kind, (seen.item(), off.item(), kind.item())


def _box(corners: Tensor) -> Tensor:
    """The upright box around each row of four corners: its ends left, top, right, bottom."""
    points = corners.unflatten(1, (4, 2))
    return torch.cat([points.amin(1), points.amax(1)], 1)


def main() -> None:
    """Parse, train, save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scenes", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("minutes", type=float)
    parser.add_argument("--rate", type=float, default=3e-3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    network = PageNetwork().to(memory_format=torch.channels_last)
    average = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=0.02)
    learners = {"network": network, "average": average, "optimiser": optimiser}
    if options.checkpoint.exists():
        for name, state in torch.load(options.checkpoint).items():
            learners[name].load_state_dict(state)
    rng = np.random.default_rng()
    start = saved_at = time.monotonic()

    def scales() -> float:
        return float(rng.choice(SCALES, p=OFTEN))

    stream = _ahead(batches(options.scenes, rng, BATCH, scales))
    shown, steps = np.zeros(3), 0
    while (gone := (time.monotonic() - start) / (60 * options.minutes)) < 1:
        rate = options.rate * min(1.0, (steps + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * gone)) + 1e-5
        for group in optimiser.param_groups:
            group["lr"] = rate
        batch = stream.get()
        pixels = (
            torch.from_numpy(batch.pixels).permute(0, 3, 1, 2).float().contiguous(memory_format=torch.channels_last)
        )
        with torch.autocast("cpu", torch.bfloat16):
            outputs = network(pixels)
        loss, parts = loss_of(outputs, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        steps += 1
        keep = min(0.998, (steps + 1) / (steps + 20))
        with torch.no_grad():
            for mean, now in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
                mean.lerp_(now, 1 - keep) if mean.is_floating_point() else mean.copy_(now)
        shown += parts
        if steps % 50 == 0:
            heat, corners, kind = shown / 50
            print(f"{steps} {gone:.3f} heat {heat:.3f} corners {corners:.4f} kind {kind:.3f}", flush=True)
            shown[:] = 0
        if time.monotonic() - saved_at > 120:
            _save(options.checkpoint, learners)
            saved_at = time.monotonic()
    _save(options.checkpoint, learners)


def _ahead(source: Iterator[Batch]) -> queue.Queue[Batch]:
    """The next few batches, made while the network learns."""
    ready: queue.Queue[Batch] = queue.Queue(3)

    def fill() -> None:
        for batch in source:
            ready.put(batch)

    threading.Thread(target=fill, daemon=True).start()
    return ready


def _save(path: Path, learners: Learners) -> None:
    partial = path.with_suffix(".part")
    torch.save({name: learner.state_dict() for name, learner in learners.items()}, partial)
    partial.rename(path)


if __name__ == "__main__":
    main()
