// Ask the service. Whatever goes wrong comes back as a Refusal with a sentence and a hint; none is ever taken for "nothing found".

// How often a request that found no free place, or a service that is still starting, is sent again.
const MOST_TRIES = 60;
const later = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

export class Refusal extends Error {
  constructor(message, hint = "", status = 0) {
    super(message);
    this.hint = hint;
    this.status = status;
  }
}

// A parameter that is a list is said once for each; `wait` is told why the answer takes longer.
export async function ask(path, parameters = {}, { photo = null, wait = () => {} } = {}) {
  const query = new URLSearchParams(Object.entries(parameters).flatMap(([name, value]) => [value].flat().map((one) => [name, one])));
  for (let tries = 1; ; tries += 1) {
    let answer;
    try {
      answer = await fetch(`${path}?${query}`, { method: "POST", body: photo && formWith(photo) });
    } catch {
      throw new Refusal("photocheck does not answer.", "Is it still running? Start it again with: photocheck serve");
    }
    if (answer.ok) return answer;
    const problem = await answer.json().catch(() => ({}));
    if ((answer.status !== 429 && answer.status !== 503) || tries === MOST_TRIES || !answer.headers.has("Retry-After")) {
      throw new Refusal(problem.detail || `photocheck answered ${answer.status}.`, problem.hint, answer.status);
    }
    wait(problem.detail);
    await later(Math.min(Number(answer.headers.get("Retry-After")) || 1, 5));
  }
}

function formWith(photo) {
  const form = new FormData();
  form.append("photo", photo, photo.name || "photo");
  return form;
}

// Look at a photo. The report has its words beside it, as `told`.
export async function check(photo, choice, wait) {
  return (await ask("/v1/check", { ...choice, words: true }, { photo, wait })).json();
}

// Judge a photo for somebody else; where the service has forgotten it, it looks again.
export async function judge(photo, report, choice, wait) {
  try {
    const known = { sha256: report.sha256, name: report.source, words: true };
    return await (await ask("/v1/judge", { ...choice, ...known }, { wait })).json();
  } catch (refusal) {
    if (refusal.status !== 404) throw refusal;
    return check(photo, choice, wait);
  }
}

// A copy with the sensitive things covered: what was proven of it, and the file.
export async function redact(photo, choice, wishes, wait) {
  const form = await (await ask("/v1/redact", { ...choice, ...wishes, proof: true, words: true }, { photo, wait })).formData();
  return { proof: JSON.parse(await form.get("proof")), copy: form.get("copy") };
}

// A picture of a photo that the browser cannot show by itself, such as HEIC.
export async function preview(photo, wait) {
  return (await ask("/pages/preview", {}, { photo, wait })).blob();
}
