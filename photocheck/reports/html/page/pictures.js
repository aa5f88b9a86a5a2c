// The small pictures with their numbered boxes: drawn when a card comes into view, not before.

function detailsOf(photo) {
  const block = byId(`d${photo.number}`);
  return block && JSON.parse(block.textContent);
}

function pictureOf(details, alt) {
  if (!details.jpeg) {
    const words = document.createElement("p");
    words.className = "missing";
    words.textContent = details.missing;
    return words;
  }
  const image = document.createElement("img");
  image.alt = alt;
  image.decoding = "async";
  image.src = `data:image/jpeg;base64,${details.jpeg}`;
  return image;
}

const numbersOf = (reason) => (reason?.dataset.findings ? reason.dataset.findings.split(" ") : []);

const waiting = new Set(photos);

function draw(photo) {
  const details = detailsOf(photo);
  if (!details) return;
  waiting.delete(photo);
  const frame = photo.card.querySelector(".picture");
  frame.append(pictureOf(details, ""));
  const size = { width: frame.clientWidth || 240, height: frame.clientHeight || 180 };
  if (details.jpeg) frame.append(boxesOver(details, size));
}

const inView = new Set();
const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const photo = byNumber.get(Number(target.id.slice(1)));
    if (isIntersecting && waiting.has(photo)) inView.add(photo);
    else inView.delete(photo);
  }
  drawInView();
}, { rootMargin: "100% 0px" });

function drawInView() {
  for (const photo of inView) {
    draw(photo);
    if (!waiting.has(photo)) inView.delete(photo);
  }
}

for (const photo of photos) watcher.observe(photo.card);

// The details stand at the end of the page: while it is being read, look again now and then.
const reading = setInterval(drawInView, 100);
document.addEventListener("DOMContentLoaded", () => {
  clearInterval(reading);
  drawInView();
});

byId("photos").addEventListener("pointerover", (event) => {
  const card = event.target.closest(".card");
  if (card) pointOut(card.querySelector(".boxes"), numbersOf(event.target.closest("[data-findings]")));
});

window.addEventListener("beforeprint", () => {
  for (const section of sections) section.layOut(Infinity);
  for (const photo of waiting) if (photo.found) draw(photo);
});
