"""Write the trained network as ONNX with 16-bit weights, any picture size, and check it against PyTorch.

python export.py CHECKPOINT documents.onnx
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
import openvino
import torch
from network import PageNetwork
from onnx import TensorProto, helper, numpy_helper
from torch import nn

OPSET = 17


def _folded(network: PageNetwork) -> PageNetwork:
    """Batch normalisation merged into the convolution before it."""
    for module in network.modules():
        if isinstance(module, nn.Sequential):
            for index in range(len(module) - 1):
                if isinstance(module[index], nn.Conv2d) and isinstance(module[index + 1], nn.BatchNorm2d):
                    module[index] = torch.nn.utils.fuse_conv_bn_eval(module[index], module[index + 1])
                    module[index + 1] = nn.Identity()
    return network


def _halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Weights stored with 16 bits and widened when the model is loaded."""
    casts = []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < 64:
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}_16"))
        casts.append(helper.make_node("Cast", [f"{name}_16"], [name], to=TensorProto.FLOAT))
    nodes = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend([*casts, *nodes])
    return model


def main(checkpoint: Path, target: Path) -> None:
    """Export and compare."""
    network = PageNetwork()
    network.load_state_dict(torch.load(checkpoint)["average"])
    network = _folded(network.eval())
    example = torch.rand(1, 3, 256, 320) * 255
    sizes = {2: "height", 3: "width"}
    quarter = {2: "rows", 3: "columns"}
    torch.onnx.export(
        network,
        (example,),
        str(target),
        opset_version=OPSET,
        dynamo=False,
        input_names=["pixels"],
        output_names=["heat", "corners", "kinds"],
        dynamic_axes={"pixels": sizes, "heat": quarter, "corners": quarter, "kinds": quarter},
    )
    model = _halved(onnx.load(str(target)))
    onnx.checker.check_model(model)
    onnx.save(model, str(target))
    compiled = openvino.Core().compile_model(str(target), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    said = compiled(example.numpy())
    with torch.no_grad():
        for output, expected in zip(compiled.outputs, network(example), strict=True):
            difference = float(np.abs(said[output] - expected.numpy()).max())
            print(f"{output.any_name}: differs by at most {difference:.4f}")
    print(f"{target.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
