// Boxes that somebody draws over a photo, with the mouse, a finger or the keyboard; pixels of the upright photo.

import { element } from "./dom.js";

// Shares of the photo's longer side: a step of an arrow key, a box that is put there whole, and one too small to be meant.
const STEP = 0.01;
const WHOLE = 0.2;
const LEAST = 0.008;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Regions {
  // `stage` is what the photo fills, `size` its width and height in pixels; `boxes` is changed in place, and `changed` told.
  constructor(stage, size, boxes, changed) {
    Object.assign(this, { stage, size, boxes, changed, drawing: false });
    this.longer = Math.max(size.width, size.height);
    stage.addEventListener("pointerdown", (event) => this.begin(event));
    this.draw();
  }

  // Whether pressing on the photo draws a box.
  setDrawing(drawing) {
    this.drawing = drawing;
    this.stage.classList.toggle("drawing", drawing);
  }

  add(box) {
    this.boxes.push(box);
    this.draw();
    this.changed();
  }

  // Put a box into the middle, for the arrow keys.
  addInTheMiddle() {
    const [x, y, half] = [this.size.width / 2, this.size.height / 2, (this.longer * WHOLE) / 2];
    this.add(this.within([x - half, y - half, x + half, y + half]));
    this.focus(this.boxes.length - 1);
  }

  remove(index) {
    this.boxes.splice(index, 1);
    this.draw();
    this.changed();
  }

  focus(index) {
    this.stage.querySelectorAll(".region")[index]?.focus();
  }

  draw() {
    for (const old of this.stage.querySelectorAll(".region")) old.remove();
    this.boxes.forEach((box, index) => this.stage.append(this.region(box, index)));
  }

  region(box, index) {
    const made = element(
      "button", { type: "button", class: "region", "aria-describedby": "region-keys" },
      element("span", { class: "region-name", text: nameOf(index) }), element("span", { class: "corner" }),
    );
    this.place(made, box, index);
    made.addEventListener("keydown", (event) => this.pressed(event, made, index));
    return made;
  }

  place(made, box, index) {
    const { width, height } = this.size;
    const [left, top, right, bottom] = box;
    made.style.left = `${(100 * left) / width}%`;
    made.style.top = `${(100 * top) / height}%`;
    made.style.width = `${(100 * (right - left)) / width}%`;
    made.style.height = `${(100 * (bottom - top)) / height}%`;
    made.setAttribute("aria-label", `${nameOf(index)}: ${placeOf(box)}`);
  }

  pressed(event, made, index) {
    const box = this.boxes[index];
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove(index);
      this.focus(Math.min(index, this.boxes.length - 1));
      return;
    }
    const way = WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    const [dx, dy] = way.map((by) => by * STEP * this.longer);
    const [left, top, right, bottom] = box;
    const moved = event.shiftKey
      ? [left, top, Math.max(left + 1, right + dx), Math.max(top + 1, bottom + dy)]
      : [left + dx, top + dy, right + dx, bottom + dy];
    box.splice(0, 4, ...this.within(moved, !event.shiftKey));
    this.place(made, box, index);
    this.changed();
  }

  // Press on a box to move it, on its corner to resize it, elsewhere on the photo to draw one.
  begin(event) {
    if (event.button !== 0) return;
    const made = event.target.closest(".region");
    if (!made && !this.drawing) return;
    event.preventDefault();
    const start = this.at(event);
    const index = made ? [...this.stage.querySelectorAll(".region")].indexOf(made) : this.boxes.length;
    const before = made ? [...this.boxes[index]] : [...start, ...start];
    const how = !made ? "draw" : event.target.closest(".corner") ? "resize" : "move";
    const target = made ?? this.region(before, index);
    if (!made) this.stage.append(target);
    let box = before;
    const move = (later) => {
      const [x, y] = this.at(later);
      const [dx, dy] = [x - start[0], y - start[1]];
      if (how === "draw") box = [Math.min(x, start[0]), Math.min(y, start[1]), Math.max(x, start[0]), Math.max(y, start[1])];
      else if (how === "move") box = this.within(before.map((side, at) => side + (at % 2 ? dy : dx)), true);
      else box = [before[0], before[1], Math.max(before[0] + 1, x), Math.max(before[1] + 1, y)];
      this.place(target, box, index);
    };
    const stop = new AbortController();
    const end = (last) => {
      stop.abort();
      if (last.type === "pointercancel") return this.draw();
      if (how === "draw" && Math.max(box[2] - box[0], box[3] - box[1]) < LEAST * this.longer) {
        // A tap: a box around it that can be moved.
        const half = (this.longer * WHOLE) / 2;
        box = this.within([start[0] - half, start[1] - half, start[0] + half, start[1] + half], true);
      }
      if (how === "draw") this.boxes.push(box);
      else this.boxes[index].splice(0, 4, ...box);
      this.draw();
      this.focus(index);
      this.changed();
    };
    this.stage.setPointerCapture(event.pointerId);
    this.stage.addEventListener("pointermove", move, { signal: stop.signal });
    this.stage.addEventListener("pointerup", end, { signal: stop.signal });
    this.stage.addEventListener("pointercancel", end, { signal: stop.signal });
  }

  // Where in the photo the pointer is.
  at(event) {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    const within = (share) => Math.min(1, Math.max(0, share));
    return [within((event.clientX - left) / width) * this.size.width, within((event.clientY - top) / height) * this.size.height];
  }

  // The box inside the photo: pushed back whole, or cut off at the edge.
  within(box, whole = false) {
    const { width, height } = this.size;
    let [left, top, right, bottom] = box;
    if (whole) {
      const dx = Math.max(0, -left) - Math.max(0, right - width);
      const dy = Math.max(0, -top) - Math.max(0, bottom - height);
      [left, right, top, bottom] = [left + dx, right + dx, top + dy, bottom + dy];
    }
    return [Math.max(0, left), Math.max(0, top), Math.min(width, right), Math.min(height, bottom)];
  }
}

export const nameOf = (index) => `Box ${index + 1}`;

export function placeOf([left, top, right, bottom]) {
  const [x, y, width, height] = [left, top, right - left, bottom - top].map(Math.round);
  return `${x} pixels from the left, ${y} from the top, ${width} wide and ${height} high`;
}
