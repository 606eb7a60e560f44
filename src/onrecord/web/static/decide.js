// Deciding by keys, and without leaving the page: a card is sent, and comes back as it stands then.
// @ts-check
import { say, writes } from "./site.js";

const queue = document.querySelector("[data-queue]");
/** The reason that was given last: it is filled in for the next row. */
let why = "";

/** @returns {HTMLElement[]} */
const cards = () => [...(queue ?? document).querySelectorAll("article.card")].filter((one) => one instanceof HTMLElement);

/** @returns {HTMLElement | undefined} the card that has the focus, else the first */
function current() {
  const focused = document.activeElement?.closest("article.card");
  return focused instanceof HTMLElement ? focused : (document.querySelector("article.card.at") ?? cards()[0]);
}

/** @param {HTMLElement | undefined} card */
function go(card) {
  if (!card) return;
  for (const one of cards()) one.classList.toggle("at", one === card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "center" });
}

/** @param {number} by how many cards further */
function step(by) {
  const all = cards();
  const at = all.findIndex((one) => one.classList.contains("at"));
  const to = at + by;
  if (to >= 0 && to < all.length) go(all[to]);
  else document.querySelector(by > 0 ? "a[rel=next]" : "a[rel=prev]")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
}

/**
 * Sends the form of a card, and puts in its place what comes back.
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 */
async function send(form, button) {
  const card = form.closest("article.card");
  const data = new FormData(form, button);
  why = String(data.get("why") ?? "");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("article.card");
    if (card && fresh instanceof HTMLElement) {
      card.replaceWith(fresh);
      fill(fresh);
      go(fresh);
      say(fresh.querySelector("[role=status]")?.textContent ?? "Decided.");
      if (button.value !== "undo" && cards().length > 1) setTimeout(() => step(1), 0);
    } else if (card) {
      card.querySelector(".problem")?.remove();
      const problem = page.querySelector(".problem");
      if (problem) form.before(problem);
    }
  } finally {
    button.disabled = false;
  }
}

/** @param {ParentNode} place where the last reason is filled in */
function fill(place) {
  for (const input of place.querySelectorAll('.card input[name="why"]')) {
    if (input instanceof HTMLInputElement && !input.value) input.value = why;
  }
}

/** @param {string} key */
function press(key) {
  const card = current();
  const target = card?.querySelector(`[data-key="${key}"]`);
  if (target instanceof HTMLAnchorElement) target.click();
  if (!(target instanceof HTMLButtonElement) || !target.form) return;
  fill(queue ?? document);
  const reason = target.form.elements.namedItem("why");
  const name = target.form.elements.namedItem("by");
  for (const input of [reason, name]) {
    if (input instanceof HTMLInputElement && !input.value.trim()) {
      input.focus();
      say("Say why, and who you are, first.");
      return;
    }
  }
  target.form.requestSubmit(target);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!(form instanceof HTMLFormElement) || !(button instanceof HTMLButtonElement) || !form.closest("article.card")) return;
  event.preventDefault();
  void send(form, button);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && writes(event.target)) go(current());
  if (writes(event.target) || event.target instanceof HTMLButtonElement && event.key === "Enter") return;
  const acts = { j: () => step(1), k: () => step(-1), w: () => reason() };
  const act = acts[/** @type {keyof typeof acts} */ (event.key)];
  if (act) act();
  else if (["a", "r", "c", "u"].includes(event.key)) press(event.key);
  else return;
  event.preventDefault();
});

function reason() {
  const input = current()?.querySelector('input[name="why"]');
  if (input instanceof HTMLInputElement) input.focus();
}

if (queue) {
  const first = cards()[0];
  if (first) first.classList.add("at");
  try {
    why = sessionStorage.getItem("onrecord-why") ?? "";
    addEventListener("pagehide", () => sessionStorage.setItem("onrecord-why", why));
  } catch {
    // The reason is typed again on the next page then.
  }
  fill(queue);
}
