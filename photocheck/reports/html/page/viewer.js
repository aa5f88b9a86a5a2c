// A closer look at one photo: large, with every reason, everything that was found, and the photos like it.

const viewer = byId("viewer");
let viewed = null;

function open(photo) {
  const details = detailsOf(photo);
  if (!details) return;
  viewed = photo;
  const figure = element("div", { class: "large" });
  viewer.replaceChildren(bar(photo), element("div", { class: "closer" }, figure, words(photo, details)));
  viewer.className = photo.decision;
  if (!viewer.open) viewer.showModal();
  byId("viewer-name").focus();
  fill(figure, photo, details);
}

function fill(figure, photo, details) {
  figure.replaceChildren(pictureOf(details, `The photo ${photo.name}`));
  if (!details.jpeg) return;
  const size = { width: figure.clientWidth, height: figure.clientHeight };
  figure.append(boxesOver(details, size, { all: true, names: true }));
}

function bar(photo) {
  const place = shownPhotos().indexOf(photo);
  const button = (text, act, disabled) => {
    const made = element("button", { type: "button", class: "plainly", text });
    made.addEventListener("click", act);
    made.disabled = Boolean(disabled);
    return made;
  };
  return element(
    "div", { class: "bar" },
    element("h2", { id: "viewer-name", tabindex: "-1" }, element("bdi", { text: photo.name })),
    button("Previous", () => step(-1), place <= 0),
    button("Next", () => step(1), place < 0 || place === shownPhotos().length - 1),
    button("Close", () => viewer.close()),
  );
}

function words(photo, details) {
  const [loud, quiet] = details.headline;
  const folder = photo.card.querySelector(".folder");
  const parts = [
    element("p", { class: "verdict" }, element("b", { class: "sign", text: loud }), ` ${quiet}`),
    element("p", { class: "sensitivity", text: details.sensitivity }),
    reasonsOf(photo, details),
  ];
  if (details.contact && photo.decision !== "share") parts.push(element("p", { text: `Ask: ${details.contact}` }));
  if (photo.burst) parts.push(likeIt(photo));
  if (details.found.length) parts.push(everything(details));
  if (details.others.length) {
    parts.push(unfolding("For others", element("ul", {}, ...details.others.map((text) => element("li", { text })))));
  }
  const facts = [];
  if (folder) facts.push(element("li", { text: `Folder: ${folder.textContent}` }));
  if (details.width) facts.push(element("li", { text: `${details.width} × ${details.height} pixels` }));
  if (details.sha256) facts.push(element("li", { class: "digest", text: `SHA-256 ${details.sha256}` }));
  if (facts.length) parts.push(unfolding("The file", element("ul", {}, ...facts)));
  return element("div", { class: "words" }, ...parts);
}

// The reasons of the card once more; one that has boxes can be pressed to keep them pointed out.
function reasonsOf(photo, details) {
  const seen = new Set(details.found.filter((found) => found.at).map((found) => String(found.number)));
  const reasons = photo.card.querySelector(".reasons").cloneNode(true);
  reasons.querySelector(".rest")?.remove();
  for (const reason of reasons.children) {
    if (!numbersOf(reason).some((number) => seen.has(number))) continue;
    const sign = reason.querySelector(".sign");
    const button = element("button", { type: "button", class: "sign", "aria-pressed": "false", text: sign.textContent });
    button.title = "Show where";
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      for (const other of reasons.querySelectorAll("button.sign")) other.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-pressed", String(pressed));
      pointed();
    });
    sign.replaceWith(button);
  }
  return reasons;
}

// What is pointed at counts, then what has the focus, then what was pressed.
function pointed(target) {
  const reason =
    target?.closest?.("[data-findings]") ?? viewer.querySelector("[data-findings]:focus-within") ??
    viewer.querySelector("[data-findings]:has([aria-pressed=true])");
  pointOut(viewer.querySelector(".boxes"), numbersOf(reason));
}

function unfolding(title, content) {
  return element("details", {}, element("summary", { text: title }), content);
}

function everything(details) {
  const rows = details.found.map((found) => {
    const where = [found.inside && `on ${found.inside}`, !found.at && "in the file", found.page > 1 && `page ${found.page}`];
    return element(
      "tr", { "data-findings": String(found.number) },
      element("th", { scope: "row", text: String(found.number) }),
      element("td", { text: [found.name, ...where.filter(Boolean)].join(", ") }),
      element("td", { text: found.sure }),
      element("td", { class: "read", text: found.text }),
    );
  });
  const heads = ["No.", "What", "How sure", "It reads"].map((text) => element("th", { scope: "col", text }));
  const table = element(
    "table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows),
  );
  const scroller = element("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": "Everything found" }, table);
  return unfolding(`Everything that was found (${rows.length})`, scroller);
}

function likeIt(photo) {
  const items = photo.burst.filter((other) => other !== photo).map((other) => {
    const button = element("button", { type: "button", class: "plainly", text: other.name });
    button.addEventListener("click", () => open(other));
    const decision = element("span", { class: `sign ${other.decision}`, text: decisionNames[other.decision] });
    return element("li", { class: other.decision }, button, " ", decision);
  });
  const cleanest = photo.burst[0] === photo ? "This is the cleanest." : "The cleanest comes first.";
  return element(
    "section", { class: "siblings" },
    element("h3", { text: "Photos that look like it" }), element("p", { class: "quiet", text: cleanest }),
    element("ul", {}, ...items),
  );
}

const shownPhotos = () => photos.filter((photo) => photo.found);

function step(by) {
  const row = shownPhotos();
  const next = row[row.indexOf(viewed) + by];
  if (next) open(next);
}

byId("photos").addEventListener("click", (event) => {
  const card = event.target.closest(".card");
  const selecting = String(getSelection()).length > 0;
  if (card && !event.target.closest("a") && !selecting) open(byNumber.get(Number(card.id.slice(1))));
});
viewer.addEventListener("pointerover", (event) => pointed(event.target));
viewer.addEventListener("focusin", () => pointed());
viewer.addEventListener("click", (event) => { if (event.target === viewer) viewer.close(); });
viewer.addEventListener("close", () => {
  const standing = viewed.found ? viewed : viewed.burst?.find((photo) => photo.found) ?? viewed;
  viewer.replaceChildren();
  standing.section.layOutUpTo(standing);
  standing.button.focus();
});
window.addEventListener("resize", () => {
  if (viewer.open) fill(viewer.querySelector(".large"), viewed, detailsOf(viewed));
});
