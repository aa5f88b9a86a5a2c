// Numbered boxes over a photo: a shape and a number say what colour says. Every page of photocheck draws them with this.

import { svg } from "./dom.js";

// Corners of the sign that each decision has, and by which part of a turn the first is turned.
const SIGNS = {
  "do-not-share": [8, 1 / 16], "not-checked": [8, 1 / 16], hide: [4, 1 / 8], "get-consent": [3, -1 / 4], look: [4, 0],
};
// A page of print would vanish under its labels.
const MOST_LABELS = 12;
const MOST_NAMES = 8;

// Boxes over a picture that fills a frame of this many CSS pixels; `all` draws what needs nothing too.
export function boxesOver(details, frame, { all = false, names = false } = {}) {
  const unit = Math.max(details.width / frame.width, details.height / frame.height) || 1;
  const seen = details.found.filter((found) => found.at && found.page === 1 && (all || found.decision));
  // What needs nothing lies below what needs somebody.
  seen.sort((one, other) => Boolean(one.decision) - Boolean(other.decision));
  const marked = seen.filter((found) => found.decision);
  // Where there are too many, those that lie on another go without a label until they are pointed out.
  const under = new Set(marked.map((found) => found.number));
  const labelled = new Set(marked.length <= MOST_LABELS ? marked : marked.filter((found) => !under.has(found.inside)));
  const taken = [];
  const overlay = svg("svg", { viewBox: `0 0 ${details.width} ${details.height}`, "aria-hidden": "true", class: "boxes" });
  for (const found of seen) {
    const group = mark(found);
    overlay.append(group);
    if (!found.decision) continue;
    const text = names && labelled.size <= MOST_NAMES ? `${found.number} ${found.name}` : `${found.number}`;
    const place = labelled.size <= MOST_LABELS && labelled.has(found) && placeFor(found, text, details, unit, taken);
    if (place) taken.push(place);
    // A label without a place of its own is there while its box is pointed out.
    if (place || names) group.append(tag(found, text, place || placeFor(found, text, details, unit, []), unit, !place));
  }
  return overlay;
}

function mark(found) {
  const line = `M${found.at.map((corner) => corner.join(" ")).join("L")}Z`;
  return svg(
    "g", { class: `mark ${found.decision || "noted"}`, "data-number": found.number },
    svg("path", { d: line, class: "halo" }), svg("path", { d: line, class: "line" }),
  );
}

// Above or below the box, inside the picture, where no other label is; none is better than one over another.
function placeFor(found, text, details, unit, taken) {
  const [width, height] = [(22 + text.length * 7) * unit, 17 * unit];
  const across = found.at.map(([x]) => x);
  const down = found.at.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...across), Math.max(...across), Math.min(...down), Math.max(...down)];
  const within = (value, most) => Math.max(0, Math.min(value, most));
  const places = [[left, top - height], [left, bottom], [right - width, top - height], [right, top], [left, top]].map(
    ([x, y]) => ({ x: within(x, details.width - width), y: within(y, details.height - height), width, height }),
  );
  const apart = (one, other) =>
    one.x + one.width <= other.x || other.x + other.width <= one.x ||
    one.y + one.height <= other.y || other.y + other.height <= one.y;
  return places.find((place) => taken.every((other) => apart(place, other)));
}

function tag(found, text, { x, y, width, height }, unit, aside) {
  const [corners, turn] = SIGNS[found.decision];
  const points = Array.from({ length: corners }, (_, index) => {
    const angle = 2 * Math.PI * (index / corners + turn);
    return [x + 9 * unit + 5 * unit * Math.cos(angle), y + height / 2 + 5 * unit * Math.sin(angle)];
  });
  return svg(
    "g", { class: aside ? "tag aside" : "tag" },
    svg("rect", { x, y, width, height, rx: 2 * unit }),
    svg("polygon", { points: points.join(" ") }),
    svg("text", { x: x + 17 * unit, y: y + 12.5 * unit, "font-size": 12 * unit }, text),
  );
}

// Shows where the things are that a reason speaks of.
export function pointOut(overlay, numbers) {
  if (!overlay) return;
  const wanted = new Set(numbers);
  overlay.classList.toggle("pointing", wanted.size > 0);
  for (const one of overlay.querySelectorAll(".mark")) one.classList.toggle("meant", wanted.has(one.dataset.number));
}
