"""A network that spells: of thousands of characters only the likeliest leaves the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from photocheck.inference.engine import Network

if TYPE_CHECKING:
    import openvino

__all__ = ["ReadingNetwork"]


class ReadingNetwork(Network):
    """A network whose file lists its `characters`, and whose output is a table of their probabilities.

    It answers with two arrays, (batch, steps, 1) each: the highest probability, and whose it is. The whole
    table is 48 MB for sixteen lines, and searching it outside the engine takes half as long as the network.
    """

    characters: tuple[str, ...] = ()

    def _finished(self, model: openvino.Model) -> openvino.Model:
        from openvino import Model, opset13

        # Where PaddleOCR's exporter writes them down.
        self.characters = tuple(str(model.get_rt_info()["framework"]["character"].value).splitlines())
        table = model.outputs[0].get_node().input_value(0)
        best = opset13.topk(table, np.int32(1), axis=-1, mode="max", sort="none", index_element_type="i32")
        return Model([best.output(0), best.output(1)], model.get_parameters(), "reading")
