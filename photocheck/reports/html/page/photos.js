"use strict";
// The photos of the page, and which of them are shown: by decision, by what was found, by words, and of a burst
// only the cleanest. Of each decision the first are laid out, and more when they are asked for: a browser that has to
// lay out thousands of cards answers late.

const byId = (id) => document.getElementById(id);
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const thousands = (number) => number.toLocaleString("en-GB");
const counted = (number) => `${thousands(number)} ${number === 1 ? "photo" : "photos"}`;

class Photo {
  constructor(card, section) {
    this.card = card;
    this.section = section;
    this.number = Number(card.id.slice(1));
    this.kinds = card.dataset.kinds.split(" ");
    this.burst = null;
    this.found = true;
    this.words = null;
  }

  get decision() { return this.section.decision; }
  get button() { return this.card.querySelector(".open"); }
  get name() { return this.button.textContent; }

  says(words) {
    this.words ??= fold(this.card.textContent);
    return words.every((word) => this.words.includes(word));
  }
}

class Section {
  constructor(element) {
    this.element = element;
    this.decision = element.dataset.decision;
    this.list = element.querySelector(".sheet");
    this.photos = [...this.list.children].map((card) => new Photo(card, this));
    this.first = Number(element.dataset.first);
    this.limit = this.first;
    this.more = element.querySelector(".more");
    this.more.addEventListener("click", () => {
      const next = this.photos.filter((photo) => photo.found)[this.limit];
      this.layOut(this.limit * 2);
      next.button.focus();
    });
  }

  // Lay out so many of the photos that were found; the others are taken out of the page, where they cost nothing.
  layOut(limit) {
    this.limit = limit;
    const found = this.photos.filter((photo) => photo.found);
    const cards = found.slice(0, limit).map((photo) => photo.card);
    const wanted = new Set(cards);
    for (const card of [...this.list.children]) if (!wanted.has(card)) card.remove();
    let place = this.list.firstElementChild;
    for (const card of cards) {
      card.hidden = false;
      if (card === place) place = place.nextElementSibling;
      else this.list.insertBefore(card, place);
    }
    this.element.hidden = !found.length;
    this.more.hidden = found.length <= limit;
    this.more.textContent = `Show more (${thousands(found.length - limit)} left)`;
  }

  layOutUpTo(photo) {
    const place = this.photos.filter((one) => one.found).indexOf(photo);
    if (place >= this.limit) this.layOut(Math.max(place + this.first, this.limit * 2));
  }
}

const sections = [...document.querySelectorAll("section.decision")].map((element) => new Section(element));
const photos = sections.flatMap((section) => section.photos);
const byNumber = new Map(photos.map((photo) => [photo.number, photo]));
const decisionNames = Object.fromEntries(
  [...document.querySelectorAll(".chip")].map((chip) => [chip.dataset.decision, chip.querySelector(".sign").textContent]),
);

const bursts = JSON.parse(byId("alike").textContent).map((numbers) => numbers.map((number) => byNumber.get(number)));
for (const burst of bursts) for (const photo of burst) photo.burst = burst;

function wanted() {
  const decisions = new Set(
    [...document.querySelectorAll(".chip[aria-pressed=true]")].map((chip) => chip.dataset.decision),
  );
  const kind = byId("kind").value;
  const words = fold(byId("search").value).split(/\s+/).filter(Boolean);
  return {
    any: !decisions.size && !kind && !words.length,
    test: (photo) =>
      (!decisions.size || decisions.has(photo.decision)) &&
      (!kind || photo.kinds.includes(kind)) &&
      photo.says(words),
  };
}

function filter() {
  const { any, test } = wanted();
  let matching = 0;
  for (const photo of photos) {
    photo.found = any || test(photo);
    if (photo.found) matching += 1;
  }
  let shown = matching;
  if (byId("grouped").checked) {
    for (const burst of bursts) {
      for (const photo of burst.filter((one) => one.found).slice(1)) {
        photo.found = false;
        shown -= 1;
      }
    }
  }
  for (const section of sections) section.layOut(section.first);
  byId("everything").hidden = any;
  tell(matching, shown);
}

function tell(matching, shown) {
  let text = `${counted(matching)} of ${thousands(photos.length)}`;
  if (!matching) text = "No photo is like that.";
  else if (matching === photos.length) text = `All ${counted(matching)}`;
  if (shown < matching) text += `; ${thousands(matching - shown)} of them look like one that is shown.`;
  byId("status").textContent = text;
}

// What stands under a photo that stands for others.
function burstWords(photo) {
  const others = photo.burst.filter((other) => other !== photo);
  const counts = new Map();
  for (const other of others) counts.set(other.decision, (counts.get(other.decision) ?? 0) + 1);
  const parts = [...counts].map(([decision, number]) => `${number} “${decisionNames[decision]}”`);
  return `${others.length} more like it: ${parts.join(", ")}`;
}

for (const burst of bursts) {
  for (const photo of burst) {
    const note = document.createElement("p");
    note.className = "alike";
    note.textContent = burstWords(photo);
    photo.card.append(note);
  }
}
byId("grouping").hidden = !bursts.length;

byId("search").addEventListener("input", filter);
byId("kind").addEventListener("change", filter);
byId("grouped").addEventListener("change", filter);
for (const chip of document.querySelectorAll(".chip")) {
  chip.addEventListener("click", () => {
    chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
    filter();
  });
}
byId("everything").addEventListener("click", () => {
  for (const chip of document.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", "false");
  byId("kind").value = "";
  byId("search").value = "";
  filter();
  byId("search").focus();
});
document.querySelector(".tools").addEventListener("submit", (event) => event.preventDefault());
filter();

// What a search looks through is gathered while nobody waits for it.
(function gather(from = 0) {
  requestIdleCallback?.(() => {
    for (const photo of photos.slice(from, from + 200)) photo.says([]);
    if (from < photos.length) gather(from + 200);
  });
})();
