// The review desk: one photo after the other, what was found in it, and what somebody decides about it.

import { askWhy } from "./deciding.js";
import { DeskList } from "./desklist.js";
import { element } from "./dom.js";
import { tell } from "./exchange.js";
import { PhotoView } from "./photo.js";
import { reasonsOf, verdictOf } from "./reasons.js";
import { Regions } from "./regions.js";

const byId = (id) => document.getElementById(id);
const list = new DeskList(byId("list"), (number) => open(number));
let photo = null; // what photocheck tells of the photo that is shown
let view = null;
let at = 0; // the number of the thing that is looked at, 0 where nothing was found
let all = false; // whether all that waits is meant
let marking = null;

const say = (text) => { byId("status").textContent = text; };
const refused = (refusal) => say([refusal.message, refusal.hint].filter(Boolean).join(" "));

// ---- Which photo ----

async function open(number) {
  if (!number) return say("There is no further photo.");
  list.current = number;
  photo = { number, ...(await tell(`/desk/photos/${number}`)) };
  list.update([lineOf(photo)]);
  history.replaceState(null, "", `#${number}`);
  [at, all] = [firstWaiting() ?? photo.told.found[0]?.number ?? 0, false];
  drawPhoto();
  drawAll();
  say(`${photo.name}: ${photo.told.headline.join(" ")}. ${waits(photo.waiting)}`);
}

function lineOf({ number, name, decision, short, waiting, decided, burst }) {
  return { number, name, decision, short, waiting, decided, burst };
}

const waits = (count) => (count ? `${count === 1 ? "1 thing waits" : `${count} things wait`} for a decision.` : "Nothing waits for a decision.");
const found = (number) => photo.told.found.find((one) => one.number === number);
const waiting = () => photo.told.found.filter((one) => one.waiting).map((one) => one.number);
const firstWaiting = () => waiting()[0];

async function reload() {
  const before = at;
  photo = { number: photo.number, ...(await tell(`/desk/photos/${photo.number}`)) };
  list.update([lineOf(photo)]);
  all = false;
  at = waiting().find((number) => number > before) ?? firstWaiting() ?? (found(before) ? before : photo.told.found[0]?.number ?? 0);
  drawPhoto();
  drawAll();
}

// ---- Deciding ----

function meant() {
  if (all) return waiting();
  const one = found(at);
  return one && !one.marked ? [at] : [];
}

function lyingOn(numbers) {
  const on = new Set(numbers);
  for (let before = -1; before !== on.size; ) {
    before = on.size;
    for (const one of photo.told.found) if (on.has(one.inside)) on.add(one.number);
  }
  return [...on];
}

function decide(sensitive) {
  if (!photo.picture) return say("This photo cannot be seen, so nobody can decide about it.");
  const numbers = meant();
  if (!numbers.length) return say("There is nothing to decide about here.");
  askWhy(sensitive ? "sensitive" : "not-sensitive", {
    about: numbers.map((number) => `${number} ${found(number).name}`).join(", "),
    alike: photo.alike,
    holds: !all && lyingOn(numbers).length > numbers.length,
    done: async ({ reason, until, inside, burst }) => {
      const findings = inside ? lyingOn(numbers) : numbers;
      const { photos } = await tell(`/desk/photos/${photo.number}/decide`, { findings, sensitive, reason, until, burst });
      await settled(photos);
    },
  });
}

async function settled(lines) {
  list.update(lines);
  await reload();
  const more = lines.length > 1 ? ` It holds in ${lines.length} photos.` : "";
  say(`Decided.${more} ${photo.told.headline.join(" ")}. ${waits(photo.waiting)}`);
}

async function takeBack() {
  const ruling = found(at)?.ruling;
  if (!ruling) return say("Nobody decided about this thing.");
  try {
    const { photos } = await tell(`/desk/photos/${photo.number}/withdraw`, { ids: [ruling.id], reason: "taken back at the desk" });
    await settled(photos);
  } catch (refusal) {
    refused(refusal);
  }
}

// ---- Marking what was missed ----

function mark() {
  if (!photo.picture) return say("This photo cannot be seen, so nothing can be marked in it.");
  if (marking) return saveMark();
  const boxes = [];
  const regions = new Regions(byId("photo").querySelector(".stage"), photo.told, boxes, () => {});
  marking = { boxes, regions };
  regions.setDrawing(true);
  regions.addInTheMiddle();
  drawAll();
  say("Move the box over what was missed, then press m or Enter again. Escape takes it away.");
}

function stopMarking() {
  if (!marking) return;
  marking.boxes.length = 0;
  marking.regions.setDrawing(false);
  marking = null;
  drawPhoto();
  drawAll();
}

function saveMark() {
  const { boxes } = marking;
  if (!boxes.length) return stopMarking();
  askWhy("missed", {
    about: "It is hidden in copies, and the photo is sensitive.",
    done: async ({ reason }) => {
      let photos = [];
      for (const box of boxes) ({ photos } = await tell(`/desk/photos/${photo.number}/mark`, { box, reason }));
      stopMarking();
      await settled(photos);
    },
  });
}

// ---- Showing ----

function drawPhoto() {
  const frame = byId("photo");
  marking = null;
  frame.hidden = false;
  if (!photo.picture) return frame.replaceChildren(element("p", { class: "refused", text: photo.problems[0] ?? "The photo is not where it was." }));
  const stage = element("div", { class: "stage" });
  frame.replaceChildren(stage);
  view = new PhotoView(stage);
  view.show(photo.told, photo.picture, `The photo ${photo.name}, with a box around each thing that was found`);
}

function drawAll() {
  list.draw();
  const done = list.photos.filter((one) => !one.waiting && one.decision !== "not-checked").length;
  byId("progress").textContent = `${done} of ${list.photos.length} photos need no more decisions.`;
  byId("words").replaceChildren(words());
  view?.pointOut(all ? waiting() : at ? [at] : []);
}

function words() {
  const things = photo.told.found.map(thing);
  return element(
    "section", { class: "words", "aria-label": photo.name },
    verdictOf(photo.told),
    element("p", { class: "name" }, element("bdi", { text: photo.name }), photo.alike > 1 ? `, one of ${photo.alike} photos that look alike` : ""),
    element("p", { class: "actions" }, ...buttons()),
    element("h3", { text: things.length ? "What was found" : "Nothing was found." }),
    element("ul", { class: "things" }, ...things),
    element("details", {}, element("summary", { text: "The reasons of the verdict" }), reasonsOf({ ...photo.told, found: [] })),
  );
}

function buttons() {
  const made = [
    ["Not sensitive …", () => decide(false)], ["Sensitive …", () => decide(true)],
    [marking ? "Keep the marked place …" : "Mark something that was missed", mark],
    [all ? "Only one thing" : "All that waits", toggleAll],
  ];
  if (found(at)?.ruling && !all) made.push(["Take the decision back", takeBack]);
  return made.map(([text, press]) => {
    const button = element("button", { type: "button", class: "plainly", text });
    button.addEventListener("click", press);
    return button;
  });
}

function thing(one) {
  const { ruling } = one;
  const here = all ? one.waiting : one.number === at;
  const button = element(
    "button", { type: "button", class: "plainly", "aria-pressed": String(here) },
    element("b", { class: one.decision ? "sign" : "", text: `${one.number} ${one.name}` }),
    one.text ? element("span", { class: "quiet", text: ` “${one.text}”` }) : "",
    one.page > 1 ? element("span", { class: "quiet", text: ` page ${one.page}` }) : "",
    element("span", { class: "ruling", text: ruling ? ruledOn(ruling) : one.waiting ? waitsFor(one) : "needs nothing" }),
  );
  button.addEventListener("click", () => choose(one.number));
  return element("li", { class: one.decision || "share" }, button);
}

// Consent is asked for, not decided: whoever is not to be asked is hidden.
function waitsFor({ decision }) {
  if (decision === "get-consent") return "waits for consent on file, or for a decision to hide it";
  return "waits for a decision";
}

function ruledOn({ sensitive, reason, by, on, until }) {
  return `${sensitive ? "sensitive" : "not sensitive"}, because ${reason} (${by}, ${on}${until ? `, until ${until}` : ""})`;
}

function choose(number) {
  [at, all] = [number, false];
  drawAll();
  byId("words").querySelector("[aria-pressed=true]")?.focus();
}

function step(by) {
  const numbers = photo.told.found.map((one) => one.number);
  if (!numbers.length) return;
  const next = Math.min(numbers.length - 1, Math.max(0, numbers.indexOf(at) + by));
  choose(numbers[next]);
}

function toggleAll() {
  all = !all && waiting().length > 0;
  drawAll();
  say(all ? `All ${waiting().length} that wait are meant.` : "One thing is meant.");
}

// ---- Copies ----

async function makeCopies() {
  try {
    let state = await tell("/desk/copies", { photos: list.visible.map((one) => one.number) });
    while (state.made + state.failed.length < state.wanted) {
      say(`Copies: ${state.made} of ${state.wanted} …`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      state = await tell("/desk/copies");
    }
    const failed = state.failed.map(({ name, why }) => `${name}: ${why}`).join(" ");
    say(`${state.made} safe ${state.made === 1 ? "copy is" : "copies are"} in ${state.folder}. ${failed}`);
  } catch (refusal) {
    refused(refusal);
  }
}

// ---- Keys, filters, beginning ----

const KEYS = {
  j: () => open(list.after(1)), k: () => open(list.after(-1)), w: () => open(list.after(1, true)),
  n: () => decide(false), s: () => decide(true), a: toggleAll, u: takeBack, m: mark,
  "?": () => byId("keys").showModal(), "/": () => byId("search").focus(),
};
const ARROWS = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]") || !photo) return;
  if (event.key === "Escape" && marking) return stopMarking();
  if (marking && event.target.closest(".region")) {
    if (event.key === "Enter" || event.key === "m") {
      event.preventDefault();
      saveMark();
    }
    return;
  }
  if (event.target.matches("input:not([type=checkbox]), select")) return;
  const press = ARROWS[event.key] ? () => step(ARROWS[event.key]) : byId("keys-on").checked && KEYS[event.key];
  if (!press) return;
  event.preventDefault();
  Promise.resolve(press()).catch(refused);
});

byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("input", () => {
  [list.which, list.search] = [byId("which").value, byId("search").value];
  list.draw();
});
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") open(list.after(1) ?? list.after(-1)).catch(refused);
  if (event.key === "Enter" || event.key === "Escape") event.target.blur();
});
const turns = { previous: () => list.after(-1), next: () => list.after(1), "next-waiting": () => list.after(1, true) };
for (const [id, to] of Object.entries(turns)) byId(id).addEventListener("click", () => open(to()).catch(refused));
byId("help").addEventListener("click", () => byId("keys").showModal());
byId("copy-all").addEventListener("click", makeCopies);

tell("/desk/photos").then(async ({ photos }) => {
  list.set(photos);
  const wanted = Number(location.hash.slice(1));
  const first = photos.find((one) => one.waiting) ?? photos[0];
  await open(list.get(wanted) ? wanted : first.number);
}).catch(refused);
