// The photos of the run: which are shown, in which order, and which comes next.

import { element } from "./dom.js";

// So many rows around the one that is looked at; thousands would make every key slow.
const AROUND = 60;

const KINDS = {
  all: () => true,
  waiting: (photo) => photo.waiting > 0,
  decided: (photo) => photo.decided > 0,
  unseen: (photo) => photo.decision === "not-checked",
};

export class DeskList {
  // `place` is where the list is, `choose` is told the number of a photo that was pressed.
  constructor(place, choose) {
    Object.assign(this, { place, choose, photos: [], which: "all", search: "", current: 0 });
  }

  set(photos) {
    this.photos = photos;
  }

  // Lines that were judged anew.
  update(lines) {
    for (const line of lines) this.photos[line.number - 1] = line;
  }

  get(number) {
    return this.photos[number - 1];
  }

  // The photo that is looked at stays, also when it waits no more: it must not vanish under somebody's hands.
  get visible() {
    const wanted = this.search.toLowerCase();
    return this.photos.filter(
      (photo) => photo.number === this.current || (KINDS[this.which](photo) && photo.name.toLowerCase().includes(wanted)),
    );
  }

  // The number of the photo that comes so many steps later; with `waiting`, of those that wait. Null where none does.
  after(steps, waiting = false) {
    const visible = this.visible;
    const at = visible.findIndex((photo) => photo.number === this.current);
    const rest = steps > 0 ? visible.slice(at + 1) : visible.slice(0, Math.max(0, at)).reverse();
    const next = waiting ? [...rest, ...visible].find((photo) => photo.waiting > 0) : rest[0];
    return next ? next.number : null;
  }

  draw() {
    const visible = this.visible;
    const at = Math.max(0, visible.findIndex((photo) => photo.number === this.current));
    const from = Math.max(0, at - AROUND);
    const rows = visible.slice(from, at + AROUND).map((photo) => this.row(photo));
    const left = visible.length - rows.length;
    this.place.replaceChildren(
      element("ol", {}, ...rows),
      ...(left > 0 ? [element("p", { class: "quiet", text: `and ${left} more` })] : []),
      ...(visible.length ? [] : [element("p", { class: "quiet", text: "There is no such photo." })]),
    );
    this.place.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }

  row(photo) {
    const button = element(
      "button", { type: "button", class: `plainly ${photo.decision}` },
      element("bdi", { text: photo.name }),
      element("span", { class: "state" }, element("b", { class: "sign", text: photo.short })),
      element("span", { class: "quiet", text: howFar(photo) }),
    );
    button.setAttribute("aria-current", String(photo.number === this.current));
    button.addEventListener("click", () => this.choose(photo.number));
    return element("li", {}, button);
  }
}

function howFar({ waiting, decided, burst }) {
  const parts = [];
  if (waiting) parts.push(waiting === 1 ? "1 thing waits" : `${waiting} things wait`);
  else if (decided) parts.push("decided");
  if (burst) parts.push(`burst ${burst}`);
  return parts.join(", ");
}
