// A copy that is safe to send: what it covers, boxes drawn by hand, and the copy itself with its proof.

import { element } from "./dom.js";
import { Regions, nameOf, placeOf } from "./regions.js";
import { verdictOf } from "./reasons.js";
import { redact } from "./requests.js";

// How much larger than the finding the box is that covers something which the policy would leave: a share of each side.
const MARGIN = 0.06;

// What somebody wants of the copy of one photo; kept while another photo is shown, or another audience chosen.
export class Wishes {
  constructor() {
    this.covered = new Map();
    this.boxes = [];
  }

  covers(found) {
    return this.covered.get(found.number) ?? found.hidden;
  }

  // As the service takes them. What the policy would leave is covered by a box, so that all else stays as it says.
  parameters(told) {
    const keep = told.found.filter((found) => found.hidden && !this.covers(found)).map((found) => found.number);
    const more = told.found.filter((found) => !found.hidden && found.at && this.covers(found)).map((found) => around(found, told));
    return { keep, region: [...this.boxes, ...more].map(asSides) };
  }
}

function around(found, { width, height }) {
  const across = found.at.map(([x]) => x);
  const down = found.at.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...across), Math.max(...across), Math.min(...down), Math.max(...down)];
  const [dx, dy] = [(right - left) * MARGIN + 2, (bottom - top) * MARGIN + 2];
  return [Math.max(0, left - dx), Math.max(0, top - dy), Math.min(width, right + dx), Math.min(height, bottom + dy)];
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const asSides = (box) => box.map((side) => Math.round(side)).join(",");

export class CopyPanel {
  // `photo` has a file, a name, its report in words and wishes; `view` shows it; `choice` gives whom the copy is for.
  constructor(photo, view, choice, say) {
    Object.assign(this, { photo, view, choice, say });
    this.told = photo.told;
    this.wishes = photo.wishes;
    this.boxes = element("ul", { class: "drawn" });
    this.made = element("div", { class: "made", "aria-live": "polite" });
    this.regions = new Regions(view.stage, this.told, this.wishes.boxes, () => this.changed());
    this.section = element(
      "section", { class: "copy", "aria-labelledby": "copy-title" },
      element("h3", { id: "copy-title", text: "A copy that is safe to send" }),
      element("p", { text: "What is ticked is covered in the copy. All that the file says beside the picture is left out. Then the copy is checked again." }),
      ...this.ticks(),
      ...this.drawing(),
      this.boxes,
      this.button("Make a safe copy", "primary", (button) => this.make(button)),
      this.made,
    );
    this.list();
    this.cover();
  }

  button(text, kind, act) {
    const made = element("button", { type: "button", class: kind, text });
    made.addEventListener("click", () => act(made));
    return made;
  }

  // First what the policy would cover or somebody has to look at, then everything else.
  ticks() {
    const inPicture = this.told.found.filter((found) => found.at);
    const first = inPicture.filter((found) => (found.hidden || found.decision) && !this.lies(found, inPicture));
    const others = inPicture.filter((found) => !first.includes(found) && (found.hidden || found.page === 1));
    const parts = [];
    if (first.length) {
      parts.push(element("fieldset", { class: "ticks" }, element("legend", { text: "Cover in the copy" }), ...first.map((found) => this.tick(found))));
    }
    if (others.length) {
      parts.push(element(
        "details", {}, element("summary", { text: `Everything else that was found (${others.length})` }),
        element("fieldset", { class: "ticks" }, element("legend", { class: "unseen", text: "Cover in the copy too" }), ...others.map((found) => this.tick(found))),
      ));
    }
    return parts;
  }

  // Whether it lies on something that is covered with it.
  lies(found, all) {
    const under = all.find((other) => other.number === found.inside);
    return Boolean(under && (under.hidden || this.lies(under, all)));
  }

  tick(found) {
    const box = element("input", { type: "checkbox" });
    box.checked = this.wishes.covers(found);
    box.addEventListener("change", () => {
      if (box.checked === found.hidden) this.wishes.covered.delete(found.number);
      else this.wishes.covered.set(found.number, box.checked);
      this.changed();
    });
    const where = [found.inside && `on ${found.inside}`, found.page > 1 && `page ${found.page}`, found.sure].filter(Boolean);
    return element(
      "label", { class: "tick", "data-findings": String(found.number) }, box,
      element("span", {}, `${found.number} ${found.name} `, element("span", { class: "quiet", text: `(${where.join(", ")})` })),
    );
  }

  drawing() {
    const draw = this.button("Draw a box on the photo", "plainly", () => {
      const on = draw.getAttribute("aria-pressed") !== "true";
      draw.setAttribute("aria-pressed", String(on));
      this.regions.setDrawing(on);
      if (!on) return;
      this.say("Drag over what has to be covered.");
      // On a phone the photo is far above.
      this.view.stage.scrollIntoView({ block: "nearest" });
    });
    draw.setAttribute("aria-pressed", "false");
    const add = this.button("Add a box by keyboard", "plainly", () => this.regions.addInTheMiddle());
    return [
      element("p", { text: "Something was missed? Cover it yourself:" }),
      element("div", { class: "row" }, draw, add),
      element("p", { class: "quiet", id: "region-keys", text: "Arrow keys move a box, Shift and arrow keys resize it, Delete removes it." }),
    ];
  }

  changed() {
    this.view.stage.classList.add("covering");
    this.made.replaceChildren();
    this.list();
    this.cover();
  }

  cover() {
    this.view.setCovered(this.told.found.filter((found) => this.wishes.covers(found)).map((found) => found.number));
  }

  list() {
    this.boxes.replaceChildren(...this.wishes.boxes.map((box, index) => {
      const remove = this.button("Remove", "plainly", () => {
        this.regions.remove(index);
        this.say(`${nameOf(index)} was removed.`);
      });
      remove.setAttribute("aria-label", `Remove ${nameOf(index)}`);
      return element("li", {}, element("span", {}, element("b", { text: nameOf(index) }), `: ${placeOf(box)}`), " ", remove);
    }));
  }

  async make(button) {
    const wanted = this.wishes.parameters(this.told);
    button.disabled = true;
    this.made.replaceChildren(element("p", { text: "Making the copy, and checking it again …" }), element("progress", { "aria-label": "Making the copy" }));
    try {
      const { proof, copy } = await redact(this.photo.file, this.choice(), wanted, (why) => this.say(why));
      // Somebody may have chosen another audience, or something else to cover, meanwhile.
      if (this.section.isConnected && same(wanted, this.wishes.parameters(this.told))) this.show(proof, copy);
    } catch (refusal) {
      const words = [refusal.message, refusal.hint].filter(Boolean).join(" ");
      this.made.replaceChildren(element("div", { class: "verdict not-checked" }, element("p", {}, element("b", { class: "sign", text: "No copy was made. " }), words)));
    } finally {
      button.disabled = false;
    }
  }

  show(proof, copy) {
    const address = URL.createObjectURL(copy);
    const link = element("a", { href: address, download: proof.copy, text: `Save ${proof.copy} again` });
    const picture = element("img", { alt: "The copy, with what was covered" });
    // Not every browser shows every format; the copy is sound all the same.
    picture.addEventListener("error", () => picture.remove());
    picture.src = address;
    this.made.replaceChildren(
      element("h4", { text: "The copy is in your downloads" }),
      element("p", { text: `${proof.summary}.`.replace(/^h/, "H") }),
      verdictOf(proof.told, "p"),
      element("ul", { class: "left" }, ...proof.told.lines.map((line) => element("li", { text: line.text }))),
      picture,
      element("p", {}, link),
    );
    link.click();
  }
}
