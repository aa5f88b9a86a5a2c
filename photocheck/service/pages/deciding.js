// The dialog in which somebody decides, and why: no decision without a reason.

import { element } from "./dom.js";

const byId = (id) => document.getElementById(id);
const dialog = byId("deciding");
const offered = JSON.parse(byId("reasons-offered").textContent);
const TITLES = { sensitive: "Sensitive, because …", "not-sensitive": "Not sensitive, because …", missed: "Something was missed" };

let decide = null;

// `what` is "sensitive", "not-sensitive" or "missed"; `done` is given the answer, and a Refusal it throws is shown.
export function askWhy(what, { about, alike = 0, holds = false, done }) {
  decide = done;
  byId("deciding-title").textContent = TITLES[what];
  byId("deciding-about").textContent = about;
  const reasons = offered[what === "missed" ? "sensitive" : what];
  byId("reasons").replaceChildren(element("legend", { text: "because" }), ...reasons.map(choice));
  byId("words-for-it").value = "";
  byId("until").value = "";
  byId("until-label").hidden = what !== "not-sensitive";
  byId("inside-label").hidden = !holds;
  byId("inside").checked = holds && what === "not-sensitive";
  byId("burst-label").hidden = alike < 2 || what === "missed";
  byId("burst").checked = false;
  byId("burst-text").textContent = `the same in all ${alike} photos of this burst`;
  refuse(null);
  dialog.showModal();
  dialog.querySelector("input[name=reason]").focus();
}

function choice(text, index) {
  const input = element("input", { type: "radio", name: "reason", value: text });
  return element("label", { class: "tick" }, input, element("kbd", { text: String(index + 1) }), ` ${text}`);
}

function refuse(refusal) {
  byId("deciding-refused").hidden = !refusal;
  byId("deciding-refused").textContent = refusal ? [refusal.message, refusal.hint].filter(Boolean).join(" ") : "";
}

async function submit(event) {
  event.preventDefault();
  const reason = byId("words-for-it").value.trim() || dialog.querySelector("input[name=reason]:checked")?.value;
  if (!reason) {
    refuse({ message: "A decision needs a reason, so that it can be defended later." });
    return;
  }
  try {
    await decide({
      reason,
      until: byId("until").value || null,
      inside: byId("inside").checked && !byId("inside-label").hidden,
      burst: byId("burst").checked && !byId("burst-label").hidden,
    });
    dialog.close();
  } catch (refusal) {
    refuse(refusal);
  }
}

dialog.querySelector("form").addEventListener("submit", submit);
byId("deciding-cancel").addEventListener("click", () => dialog.close());
dialog.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input:not([type=radio]):not([type=checkbox])");
  if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
  const reason = dialog.querySelectorAll("input[name=reason]")[Number(event.key) - 1];
  if (reason) {
    reason.checked = true;
    reason.focus();
  } else if (event.key === "b" && !byId("burst-label").hidden) {
    byId("burst").checked = !byId("burst").checked;
  } else if (event.key === "Enter" && event.target.matches("input")) {
    submit(event);
  }
});
