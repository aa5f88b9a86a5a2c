// From photo to photo by keyboard. Single letters can be turned off: they get in the way of speech input.

const typing = (target) => target.closest("input:not([type=checkbox]), select, textarea");

function focusOn(photo) {
  if (!photo) return;
  photo.section.layOutUpTo(photo);
  photo.button.focus();
  photo.card.scrollIntoView({ block: "nearest" });
}

function current(row) {
  const card = document.activeElement?.closest?.(".card");
  return card ? row.findIndex((photo) => photo.card === card) : -1;
}

// The photo above or below: in the nearest line of cards that way, the one that is closest across.
function beyond(row, index, way) {
  const middle = (box) => (box.left + box.right) / 2;
  const here = row[index].card.getBoundingClientRect();
  let best = null;
  for (let at = index + way; row[at]; at += way) {
    row[at].section.layOutUpTo(row[at]);
    const box = row[at].card.getBoundingClientRect();
    if (Math.abs(box.top - here.top) < 2) continue;
    if (best && Math.abs(box.top - best.top) >= 2) break;
    const off = Math.abs(middle(box) - middle(here));
    if (!best || off < best.off) best = { photo: row[at], top: box.top, off };
  }
  return best?.photo;
}

function photoFor(key) {
  const row = shownPhotos();
  const index = current(row);
  if (key === "j") return row[index + 1];
  if (key === "k") return row[Math.max(index - 1, 0)];
  if (index < 0) return undefined;
  if (key === "ArrowRight") return row[index + 1];
  if (key === "ArrowLeft") return row[index - 1];
  if (key === "ArrowDown") return beyond(row, index, 1);
  if (key === "ArrowUp") return beyond(row, index, -1);
  if (key === "Home") return row[0];
  if (key === "End") return row[row.length - 1];
  return undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const letter = event.key.length === 1;
  if (letter && !byId("shortcuts").checked) return;
  if (viewer.open) {
    if (["j", "ArrowRight"].includes(event.key)) step(1);
    else if (["k", "ArrowLeft"].includes(event.key)) step(-1);
    else return;
  } else if (event.key === "/") {
    byId("search").focus();
  } else {
    const photo = photoFor(event.key);
    if (!photo) return;
    focusOn(photo);
  }
  event.preventDefault();
});
