"""The two networks of the text reader on the inference engine: where there is text, and what it says.

Normalisation is part of the graphs, so both take RGB bytes as they come from a photo. PP-OCR was
trained on BGR in -1 to 1; the graphs reverse the channels and scale.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from openvino import CompiledModel, Core, Model

__all__ = ["DetectionNetwork", "RecognitionNetwork"]

MIDDLE: Final = 127.5


class DetectionNetwork:
    """Says for every pixel how likely it is text (PP-OCR detection with a DB head)."""

    # The network halves its input five times.
    multiple: Final = 32

    def __init__(self, weights: bytes, threads: int) -> None:
        core = _core()
        self._run = _Runner(core, _takes_rgb_bytes(core.read_model(weights)), threads)

    def __call__(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Map pixels (height, width, 3), sides multiples of 32, to probabilities (height, width)."""
        probabilities = self._run(pixels[np.newaxis])[0]
        return np.asarray(probabilities[0, 0], np.float32)


class RecognitionNetwork:
    """Reads straightened lines, 48 pixels high (PP-OCR recognition with a CTC head)."""

    height: Final = 48

    def __init__(self, weights: bytes, threads: int) -> None:
        core = _core()
        model = core.read_model(weights)
        characters = str(model.get_rt_info()["framework"]["character"].value).splitlines()
        # Class 0 is CTC's blank; the last class is the space, which the list leaves out.
        self.alphabet: tuple[str, ...] = ("", *characters, " ")
        self._run = _Runner(core, _best_class_only(_takes_rgb_bytes(model)), threads)

    def __call__(self, lines: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Map lines (n, 48, width, 3) to the best class of each step and its probability, (n, steps) each."""
        probabilities, classes = self._run(lines)
        return classes[..., 0], probabilities[..., 0]


class _Runner:
    """One compiled network; every thread gets an inference request of its own."""

    def __init__(self, core: Core, model: Model, threads: int) -> None:
        settings = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads}
        self._compiled: CompiledModel = core.compile_model(model, "CPU", settings)
        self._local = threading.local()

    def __call__(self, values: NDArray[np.uint8]) -> list[NDArray[Any]]:
        request = getattr(self._local, "request", None)
        if request is None:
            request = self._local.request = self._compiled.create_infer_request()
        request.infer({0: values})
        # Copies: the request's own memory is written over by the next call.
        return [np.array(tensor.data) for tensor in request.output_tensors]


def _core() -> Core:
    from openvino import Core

    return Core()


def _takes_rgb_bytes(model: Model) -> Model:
    from openvino import Layout, Type
    from openvino.preprocess import ColorFormat, PrePostProcessor

    steps = PrePostProcessor(model)
    steps.input().tensor().set_element_type(Type.u8).set_layout(Layout("NHWC")).set_color_format(ColorFormat.RGB)
    steps.input().model().set_layout(Layout("NCHW"))
    steps.input().preprocess().convert_element_type(Type.f32).convert_color(ColorFormat.BGR).mean(MIDDLE).scale(MIDDLE)
    return steps.build()


def _best_class_only(model: Model) -> Model:
    """Keep the best of 18,710 classes inside the engine: the full table is 48 MB for one batch."""
    from openvino import Model as EngineModel
    from openvino import opset13 as operations

    (table,) = (output.get_node().input_value(0) for output in model.outputs)
    best = operations.topk(table, np.int32(1), axis=-1, mode="max", sort="none", index_element_type="i32")
    return EngineModel([best.output(0), best.output(1)], model.get_parameters(), "recognition")
