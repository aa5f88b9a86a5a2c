// A photo with numbered boxes over it, in a stage that has the photo's own shape, so that what lies over it fits.

import { boxesOver, pointOut } from "./boxes.js";
import { element } from "./dom.js";

export class PhotoView {
  constructor(stage) {
    this.stage = stage;
    this.details = null;
    this.overlay = null;
    this.covered = [];
    new ResizeObserver(() => this.draw()).observe(stage);
  }

  // `details` is the report in words: its width, height and what was found; `picture` an address of the upright photo.
  show(details, picture, alt) {
    this.details = details;
    this.stage.style.aspectRatio = `${details.width} / ${details.height}`;
    this.stage.style.setProperty("--across", details.width / details.height);
    const image = element("img", { alt });
    image.src = picture;
    this.stage.replaceChildren(image);
    this.overlay = null;
    this.draw();
  }

  // Boxes are drawn anew when the stage has another size, so that labels stay readable.
  draw() {
    if (!this.details || !this.stage.isConnected) return;
    const size = { width: this.stage.clientWidth, height: this.stage.clientHeight };
    if (!size.width) return;
    const overlay = boxesOver(this.details, size, { all: true, names: size.width > 500 });
    if (this.overlay) this.overlay.replaceWith(overlay);
    else this.stage.querySelector("img").after(overlay);
    this.overlay = overlay;
    if (this.numbers) this.pointOut(this.numbers);
    this.setCovered(this.covered);
  }

  // Say which of the things with these numbers a copy covers; they are shown so in a stage with the class "covering".
  setCovered(numbers) {
    this.covered = numbers;
    for (const mark of this.overlay?.querySelectorAll(".mark") ?? []) {
      mark.classList.toggle("covered", numbers.includes(Number(mark.dataset.number)));
    }
  }

  // Show where the things with these numbers are; none shows all alike.
  pointOut(numbers) {
    this.numbers = numbers;
    pointOut(this.overlay, numbers.map(String));
  }
}

// An address of the photo as the browser shows it, where that is upright and whole; else what `fallback` makes.
export async function pictureOf(file, details, fallback) {
  const own = URL.createObjectURL(file);
  const image = new Image();
  image.src = own;
  try {
    await image.decode();
    if (image.naturalWidth === details.width && image.naturalHeight === details.height) return own;
  } catch {
    // A format that this browser does not know.
  }
  URL.revokeObjectURL(own);
  return URL.createObjectURL(await fallback(file));
}
