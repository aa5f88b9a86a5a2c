// The verdict in words: what to do, and each reason, which shows where it is in the photo when it is pointed at or pressed.

import { element } from "./dom.js";

const numbersOf = (target) => (target?.dataset.findings ? target.dataset.findings.split(" ") : []);

export function verdictOf(told, name = "h2") {
  const [loud, quiet] = told.headline;
  return element(
    "div", { class: `verdict ${told.decision}` },
    element(name, { class: "headline", tabindex: "-1" }, element("span", { class: "sign", text: loud }), ` ${quiet}`),
    element("p", { class: "sensitivity", text: told.sensitivity }),
  );
}

export function reasonsOf(told) {
  const seen = new Set(told.found.filter((found) => found.at && found.page === 1).map((found) => String(found.number)));
  return element("ul", { class: "reasons" }, ...told.lines.map((line) => reason(line, seen)));
}

function reason(line, seen) {
  const where = line.findings.split(" ").some((number) => seen.has(number));
  const sign = where
    ? element("button", { type: "button", class: "sign", "aria-pressed": "false", "aria-label": `${line.short}: show where`, text: line.short })
    : element("b", { class: "sign", text: line.short });
  const made = element("li", { class: line.decision, "data-findings": line.findings }, sign, ` ${line.text}`);
  if (line.sure) made.append(" ", element("span", { class: "quiet", text: `(${line.sure})` }));
  if (line.hint) made.append(` ${line.hint}`);
  return made;
}

// What is pointed at counts, then what has the focus, then what was pressed.
export function pointFrom(words, view) {
  const point = (target) => {
    const meant =
      target?.closest?.("[data-findings]") ?? words.querySelector("[data-findings]:focus-within") ??
      words.querySelector("[data-findings]:has([aria-pressed=true])");
    view.pointOut(numbersOf(meant));
  };
  words.addEventListener("pointerover", (event) => point(event.target));
  words.addEventListener("pointerleave", () => point());
  words.addEventListener("focusin", () => point());
  words.addEventListener("focusout", () => point());
  words.addEventListener("click", (event) => {
    const button = event.target.closest("button.sign");
    if (!button) return;
    const pressed = button.getAttribute("aria-pressed") !== "true";
    for (const other of words.querySelectorAll("button.sign")) other.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", String(pressed));
    point();
  });
}

// The forms by which people consent, with codes that a phone opens them by.
export function formsOf(told) {
  if (!told.forms.length) return [];
  return [
    element(
      "section", { class: "forms", "aria-labelledby": "forms-title" },
      element("h3", { id: "forms-title", text: "The photo consent form" }),
      element("ul", {}, ...told.forms.map(form)),
    ),
  ];
}

function form({ council, link, address, code }) {
  const made = element("li", {});
  if (code) {
    const picture = element("img", { alt: `QR code that opens ${link} on a phone`, width: "120", height: "120" });
    picture.src = code;
    made.append(picture);
  }
  const where = address
    ? element("a", { href: address, rel: "noreferrer noopener", target: "_blank", text: link })
    : element("span", { text: link });
  made.append(element("p", {}, element("b", { text: council }), element("br"), where));
  return made;
}
