// The drop page: takes photos, lets the service look at them, and shows one with what was found.

import { CopyPanel, Wishes } from "./copy.js";
import { element } from "./dom.js";
import { PhotoView, pictureOf } from "./photo.js";
import { formsOf, pointFrom, reasonsOf, verdictOf } from "./reasons.js";
import { Refusal, check, judge, preview } from "./requests.js";

const byId = (id) => document.getElementById(id);
const status = byId("status");
const photos = [];
let shown = null;

const choice = () => ({ audience: byId("audience").value, channel: byId("channel").value });

function say(text) {
  status.textContent = text;
}

// ---- One photo: what is known of it, and what is wanted of its copy ----

class Photo {
  constructor(file) {
    this.file = file;
    this.name = file.name || "photo";
    this.report = null;
    this.refusal = null;
    this.picture = null;
    this.wishes = new Wishes();
  }

  // The report in words, where it is for whom and how the photo is to be sent just now: no other verdict may stand there.
  get told() {
    const verdict = this.report?.verdicts[0];
    const { audience, channel } = choice();
    return verdict?.audience === audience && verdict.channel === channel ? this.report.told : null;
  }

  get waiting() { return !this.told && !this.refusal; }
}

async function bringUpToDate(photo) {
  const wait = (why) => say(`${photo.name}: ${why}`);
  const most = Number(byId("files").dataset.most);
  try {
    if (photo.report) {
      photo.report = await judge(photo.file, photo.report, choice(), wait);
      return;
    }
    if (photo.file.size > most * 1e6) throw new Refusal(`The photo has more than ${most} MB.`, "Make it smaller first.");
    const report = await check(photo.file, choice(), wait);
    photo.picture = await pictureOf(photo.file, report.told, (file) => preview(file, wait));
    photo.report = report;
  } catch (error) {
    photo.refusal = error instanceof Refusal ? error : new Refusal("The photo cannot be shown.", "Treat it as not checked.");
  }
}

// ---- Taking photos ----

function take(files) {
  const added = [...files].map((file) => new Photo(file));
  if (!added.length) return;
  photos.push(...added);
  show(added[0]);
  work();
}

let working = false;

// One after the other, what is shown first: the service has its own queue, and others may be in it.
async function work() {
  if (working) return;
  working = true;
  for (let photo; (photo = shown.waiting ? shown : photos.find((one) => one.waiting)); ) {
    const isNew = !photo.report;
    say(isNew ? `Looking at ${photo.name} …` : `Judging ${photo.name} …`);
    byId("working").hidden = false;
    await bringUpToDate(photo);
    byId("working").hidden = true;
    say(endOf(photo, isNew));
    if (photo === shown) show(photo, isNew);
    else list();
  }
  working = false;
}

function endOf(photo, isNew) {
  if (photo.refusal) return `${photo.name} could not be checked.`;
  return isNew || !photo.told ? `${photo.name} was checked.` : photo.told.headline.join(" ");
}

byId("files").addEventListener("change", (event) => {
  take(event.target.files);
  event.target.value = "";
});

document.addEventListener("paste", (event) => take(event.clipboardData.files));

let depth = 0;
const over = (by) => {
  depth = by ? Math.max(0, depth + by) : 0;
  byId("drop").classList.toggle("over", depth > 0);
};
// Anywhere on the page: a photo that misses must not replace the page.
document.addEventListener("dragenter", () => over(1));
document.addEventListener("dragleave", () => over(-1));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  over(0);
  take(event.dataTransfer.files);
});

// ---- Who gets it ----

byId("choices").addEventListener("submit", (event) => event.preventDefault());
byId("choices").addEventListener("change", () => {
  // What could not be judged for one may be for another, and a service that did not answer may do so now.
  for (const photo of photos) if (photo.report || !photo.refusal?.status) photo.refusal = null;
  if (!shown) return;
  show(shown);
  work();
});

// ---- Showing ----

function list() {
  const row = byId("photos");
  row.hidden = photos.length < 2;
  row.replaceChildren(
    element("ol", {}, ...photos.map((photo) => {
      const button = element("button", { type: "button", class: "plainly" }, element("bdi", { text: photo.name }), " ", stateOf(photo));
      button.setAttribute("aria-current", String(photo === shown));
      button.addEventListener("click", () => show(photo, true));
      return element("li", {}, button);
    })),
  );
}

function stateOf(photo) {
  if (photo.waiting) return element("span", { class: "quiet", text: "waiting" });
  const decision = photo.told?.decision ?? "not-checked";
  return element("span", { class: `state ${decision}` }, element("b", { class: "sign", text: photo.told?.summary ?? "Not checked." }));
}

function show(photo, focus = false) {
  shown = photo;
  byId("drop").classList.add("small");
  list();
  const result = byId("result");
  result.hidden = photo.waiting;
  if (photo.waiting) return result.replaceChildren();
  result.replaceChildren(...(photo.told ? checked(photo) : [refused(photo)]));
  if (focus) result.querySelector(".headline").focus();
}

function refused({ name, refusal }) {
  return element(
    "section", { class: "words refused not-checked", "aria-label": name },
    element("h2", { class: "headline", tabindex: "-1" }, element("span", { class: "sign", text: "COULD NOT BE CHECKED:" }), " do not share it"),
    element("p", {}, element("bdi", { text: name })),
    element("p", { text: [refusal.message, refusal.hint].filter(Boolean).join(" ") }),
  );
}

function checked(photo) {
  const { told } = photo;
  const stage = element("div", { class: "stage" });
  const view = new PhotoView(stage);
  const words = element(
    "section", { class: "words", "aria-label": photo.name },
    verdictOf(told),
    element("p", { class: "name" }, element("bdi", { text: photo.name })),
    reasonsOf(told),
    ...formsOf(told),
    ...askYourself(told),
    element("p", { class: "closing quiet", text: told.closing }),
  );
  if (told.contact && told.decision !== "share") words.querySelector(".reasons").after(element("p", { text: `Ask: ${told.contact}` }));
  view.show(told, photo.picture, `The photo ${photo.name}, with a box around each thing that was found`);
  if (told.copy) words.querySelector(".closing").before(new CopyPanel(photo, view, choice, say).section);
  pointFrom(words, view);
  return [element("div", { class: "frame" }, stage), words];
}

function askYourself(told) {
  if (!told.questions.length) return [];
  return [
    element("h3", { text: "Before you send it, ask yourself" }),
    element("ol", {}, ...told.questions.map((text) => element("li", { text }))),
  ];
}
