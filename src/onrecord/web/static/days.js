// Sliders over the days that reports were published on: the day that is shown, and the earlier one that it is compared with.
import { html } from "./drawing.js";

const DAY = 86_400_000;
const WAIT = 120;

/**
 * A bar of sliders for the fields `on` and `since` of a form; moving one is as writing the day into its field.
 * @param {HTMLFormElement} form
 * @returns {HTMLElement}
 */
export function days(form) {
  const bar = html("div", { class: "days", role: "group", "aria-label": "The day" });
  const { first, last } = form.dataset;
  if (!first || !last || first === last) return bar;
  const on = slider(form, "on", "The day", first, last);
  const since = slider(form, "since", "Compared with", first, last);
  const compare = html("input", { type: "checkbox", id: "compare" });
  const show = () => {
    since.hidden = !compare.checked;
  };
  compare.checked = field(form, "since")?.value !== "";
  compare.addEventListener("change", () => {
    show();
    const written = field(form, "since");
    if (!written) return;
    if ((field(form, "on")?.value || last) <= first) compare.checked = false;
    show();
    written.value = compare.checked ? first : "";
    written.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
  field(form, "since")?.addEventListener("input", () => {
    compare.checked = field(form, "since")?.value !== "";
    show();
  });
  show();
  bar.append(
    on,
    html("label", { class: "tick", for: "compare" }, compare, " show what changed since an earlier day"),
    since,
  );
  return bar;
}

/** @param {HTMLFormElement} form @param {string} name */
function field(form, name) {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement ? found : null;
}

/**
 * A slider of days that writes into a field, with a button for the day before and the day after.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} words
 * @param {string} first
 * @param {string} last
 */
function slider(form, name, words, first, last) {
  const count = Math.round((Date.parse(last) - Date.parse(first)) / DAY);
  const day = (/** @type {number} */ n) => new Date(Date.parse(first) + n * DAY).toISOString().slice(0, 10);
  const range = html("input", { type: "range", min: 0, max: count, step: 1, "aria-label": words });
  const told = html("output", {}, "");
  const written = field(form, name);
  const read = () => {
    const at = Math.round((Date.parse(written?.value || (name === "on" ? last : first)) - Date.parse(first)) / DAY);
    range.value = String(Number.isNaN(at) ? count : Math.max(0, Math.min(count, at)));
    say();
  };
  const say = () => {
    told.textContent = day(Number(range.value));
    range.setAttribute("aria-valuetext", told.textContent);
  };
  let due = 0;
  const write = () => {
    say();
    if (written) written.value = day(Number(range.value));
    const since = field(form, "since");
    if (since?.value && since.value >= (field(form, "on")?.value ?? last)) {
      const before = new Date(Date.parse(field(form, "on")?.value || last) - DAY).toISOString().slice(0, 10);
      since.value = before < first ? "" : before;
      since.dispatchEvent(new Event("input", { bubbles: true }));
    }
    clearTimeout(due);
    due = setTimeout(() => form.dispatchEvent(new Event("change", { bubbles: true })), WAIT);
  };
  const step = (/** @type {number} */ by, /** @type {string} */ sign, /** @type {string} */ label) => {
    const button = html("button", { type: "button", "aria-label": label }, sign);
    button.addEventListener("click", () => {
      range.value = String(Number(range.value) + by);
      write();
    });
    return button;
  };
  range.addEventListener("input", write);
  written?.addEventListener("input", read);
  written?.addEventListener("change", read);
  read();
  return html(
    "p",
    { class: "slide" },
    html("span", { class: "soft" }, words),
    told,
    step(-1, "◂", "The day before"),
    range,
    step(1, "▸", "The day after"),
  );
}
