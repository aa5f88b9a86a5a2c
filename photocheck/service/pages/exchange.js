// What the desk says to photocheck and is told: JSON both ways. Whatever goes wrong comes back as a Refusal.

import { Refusal } from "./requests.js";

export async function tell(path, body = null) {
  const how = body === null ? {} : { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  let answer;
  try {
    answer = await fetch(path, how);
  } catch {
    throw new Refusal("photocheck does not answer.", "Is it still running? Start it again with: photocheck review");
  }
  const document = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(document.detail || `photocheck answered ${answer.status}.`, document.hint, answer.status);
  return document;
}
