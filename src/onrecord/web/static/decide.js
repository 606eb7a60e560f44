// Deciding by keys, and without leaving the page: a card is sent, and comes back as it stands then.
// @ts-check
import { say, writes } from "./site.js";

const queue = document.querySelector("[data-queue]");
/** The reason and the name that were given last: they are filled in for the next row. */
const last = { why: "", by: "" };
/** What was decided last here: `u` takes it back also from the next row. @type {Element | null} */
let decided = null;
/** The decision that was begun by its key, and waits for a reason. @type {HTMLButtonElement | null} */
let begun = null;

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
  for (const name of /** @type {const} */ (["why", "by"])) last[name] = String(data.get(name) ?? "");
  begun = null;
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("article.card");
    if (card && fresh instanceof HTMLElement) {
      card.replaceWith(fresh);
      decided = fresh;
      fill(queue ?? document);
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

/** @param {ParentNode} place where the last reason and name are filled in */
function fill(place) {
  for (const input of place.querySelectorAll('.card input[name="why"], .card input[name="by"]')) {
    if (!(input instanceof HTMLInputElement)) continue;
    if (input.name === "by" && last.by) input.value = last.by;
    if (input.name === "why" && !input.value) input.value = last.why;
  }
}

/** @param {string} key */
function press(key) {
  let card = current();
  if (key === "u" && !card?.querySelector('[data-key="u"]') && decided?.isConnected) {
    card = /** @type {HTMLElement} */ (decided);
    go(card);
  }
  const target = card?.querySelector(`[data-key="${key}"]`);
  if (!target) hint(card, key === "u" ? "Nothing is decided on this row." : "This row is decided: u takes that back.");
  if (target instanceof HTMLAnchorElement) target.click();
  if (!(target instanceof HTMLButtonElement) || !target.form) return;
  fill(queue ?? document);
  const reason = target.form.elements.namedItem("why");
  const name = target.form.elements.namedItem("by");
  for (const input of [reason, name]) {
    if (input instanceof HTMLInputElement && !input.value.trim()) {
      begun = target;
      input.focus();
      const what = target.firstChild?.textContent?.trim() ?? "It";
      hint(card, `${what}: say why and who you are, then Enter. Esc leaves it.`);
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
  if (event.key === "Escape" && writes(event.target)) {
    begun = null;
    hint(current(), "");
    go(current());
  }
  if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.closest("article.card")) {
    event.preventDefault();
    if (begun?.form === event.target.form && begun?.form?.reportValidity()) begun.form.requestSubmit(begun);
    else if (!begun) hint(current(), "Press a button, or Esc and its key.");
    return;
  }
  if (writes(event.target) || event.target instanceof HTMLButtonElement && event.key === "Enter") return;
  const acts = { j: () => step(1), k: () => step(-1), w: () => reason() };
  const act = acts[/** @type {keyof typeof acts} */ (event.key)];
  if (act) act();
  else if (["a", "r", "c", "u"].includes(event.key)) press(event.key);
  else return;
  event.preventDefault();
});

/**
 * Says something beside the form of a card, to those who see and those who hear.
 * @param {Element | null | undefined} card
 * @param {string} words nothing takes away what was said
 */
function hint(card, words) {
  card?.querySelector(".hint")?.remove();
  if (!words || !card) return;
  const place = document.createElement("p");
  place.className = "notice hint";
  place.textContent = words;
  card.querySelector("form")?.before(place);
  say(words);
}

function reason() {
  const input = current()?.querySelector('input[name="why"]');
  if (input instanceof HTMLInputElement) input.focus();
}

if (queue) {
  const first = cards()[0];
  if (first) first.classList.add("at");
  try {
    last.why = sessionStorage.getItem("onrecord-why") ?? "";
    addEventListener("pagehide", () => sessionStorage.setItem("onrecord-why", last.why));
  } catch {
    // The reason is typed again on the next page then.
  }
  fill(queue);
}
