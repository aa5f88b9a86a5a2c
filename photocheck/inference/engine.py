"""Run a network on the CPU: the only module that imports the inference engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import openvino

__all__ = ["Network"]


class Network:
    """A compiled network that takes RGB bytes as they come from a photo; safe from many threads.

    `weights` is an ONNX file's content. The network gets the pixels as float32 in NCHW, in the channel
    order `channels`, minus `mean` and divided by `scale`; that is done inside the engine. Whether it
    computes in bfloat16 is the engine's choice: where the CPU has it, half the time for the same faces
    and texts (measured on ../shared/data).
    """

    def __init__(
        self, weights: bytes, *, threads: int, channels: str = "RGB", mean: float = 0.0, scale: float = 1.0
    ) -> None:
        model = self._finished(_with_pixels_in(_core().read_model(weights), channels, mean, scale))
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_NUM_THREADS": threads,
            # The engine would tie its threads to the first cores, in each process to the same ones: two workers with a
            # thread each took as long as one.
            "ENABLE_CPU_PINNING": False,
            # For how many shapes of input the engine keeps what it has prepared. With its own 5,000, photos of many
            # sizes add up to gigabytes: the 150 files of ../shared/data/formats took up to 2.1 GB with 100, and take
            # 1.45 GB so.
            "CPU_RUNTIME_CACHE_CAPACITY": 24,
        }
        self._compiled: openvino.CompiledModel = _core().compile_model(model, "CPU", settings)
        # Each request keeps memory of its own, for as many calls as there are at a time: one for each thread that
        # ever called would be many times as much.
        self._idle: deque[openvino.InferRequest] = deque()

    def __call__(self, pixels: NDArray[np.uint8]) -> Sequence[NDArray[Any]]:
        """Run on pixels (batch, height, width, 3), RGB; one array per output, in the file's order."""
        try:
            request = self._idle.pop()
        except IndexError:
            request = self._compiled.create_infer_request()
        request.infer({0: pixels})
        # Copies: the request's own memory is written over by the next call.
        outputs = [np.array(tensor.data) for tensor in request.output_tensors]
        self._idle.append(request)
        return outputs

    def _finished(self, model: openvino.Model) -> openvino.Model:
        """Change what leaves the network, before it is compiled; here nothing."""
        return model


_starting = Lock()


def _core() -> openvino.Core:
    # One thread alone makes the first call into the engine's Python layer: where two make it at once, each waits for
    # the other for ever, one with Python's lock and one with the layer's own (4 of 25 runs of six threads hung).
    with _starting:
        return _started_core()


@cache
def _started_core() -> openvino.Core:
    import openvino

    openvino.Tensor(np.zeros(1, np.uint8)).data[:] = 0
    return openvino.Core()


def _with_pixels_in(model: openvino.Model, channels: str, mean: float, scale: float) -> openvino.Model:
    from openvino import Layout, Type
    from openvino.preprocess import ColorFormat, PrePostProcessor

    steps = PrePostProcessor(model)
    steps.input().tensor().set_element_type(Type.u8).set_layout(Layout("NHWC")).set_color_format(ColorFormat.RGB)
    steps.input().model().set_layout(Layout("NCHW"))
    conversion = steps.input().preprocess().convert_element_type(Type.f32)
    if channels == "BGR":
        conversion.convert_color(ColorFormat.BGR)
    conversion.mean(mean).scale(scale)
    return steps.build()
