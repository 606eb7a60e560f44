// Words and rows light one another; clicks and keys choose a row; what is switched on is kept.
// @ts-check
import { say, writes } from "./site.js";

const report = document.getElementById("report");
const text = report?.querySelector(".text");
const voice = document.getElementById("voice");
const several = document.getElementById("several");
/** @type {Map<string, HTMLElement[]>} words of each row */
const words = new Map();
/** @type {Map<string, HTMLElement[]>} clauses of each row */
const clauses = new Map();
/** @type {HTMLElement[]} the rows, in their order */
const notes = [...document.querySelectorAll(".note")].filter((one) => one instanceof HTMLElement);
/** @type {HTMLElement[]} what is lit now */
let lit = [];
/** @type {string | null} the row that is chosen */
let chosen = null;

/** @param {Map<string, HTMLElement[]>} map @param {string} name of the attribute */
function index(map, name) {
  for (const one of document.querySelectorAll(`.text [data-${name}]`)) {
    if (!(one instanceof HTMLElement)) continue;
    for (const row of (one.dataset[name] ?? "").split(" ")) {
      const some = map.get(row);
      if (some) some.push(one);
      else map.set(row, [one]);
    }
  }
}

/** @param {string} row @returns {HTMLElement | null} */
const noteOf = (row) => document.getElementById(`row-${row}`);

/** @param {HTMLElement} note @returns {string} */
const rowOf = (note) => note.dataset.row ?? "";

/** @param {HTMLElement} one @param {string} look */
function light(one, look) {
  one.classList.add(look);
  lit.push(one);
}

/** Lights some rows and their words; the chosen one stays lit. @param {string[]} rows */
function show(rows) {
  for (const one of lit) one.classList.remove("lit", "lit-clause");
  lit = [];
  const all = chosen && !rows.includes(chosen) ? [...rows, chosen] : rows;
  for (const row of all) {
    for (const one of clauses.get(row) ?? []) light(one, one.classList.contains("content") ? "lit" : "lit-clause");
    for (const one of words.get(row) ?? []) light(one, "lit");
    for (const one of document.querySelectorAll(`[data-row="${CSS.escape(row)}"]`)) {
      if (one instanceof HTMLElement) light(one, "lit");
    }
  }
  speak(rows.length ? rows : all);
}

/** Says through whom the rows reach the reader. @param {string[]} rows */
function speak(rows) {
  if (!voice) return;
  const row = rows.find((one) => noteOf(one)?.querySelector("[data-chain]"));
  const chain = row && noteOf(row)?.querySelector("[data-chain]")?.getAttribute("data-chain");
  voice.textContent = chain ? `${row}: ${chain}` : "";
  voice.hidden = !chain;
}

/** The rows at a place of the text: of its words, else of the claims around it, the innermost first. @param {EventTarget | null} target */
function rowsAt(target) {
  const place = target instanceof Element ? target.closest("[data-w], [data-c], a.l") : null;
  if (!(place instanceof HTMLElement)) return [];
  if (place.dataset.l) return [place.dataset.l];
  const own = (place.dataset.w ?? "").split(" ").filter(Boolean).filter(isOn);
  if (own.length) return own;
  return (place.dataset.c ?? "").split(" ").filter((row) => noteOf(row)?.classList.contains("voices") && isOn(row)).reverse().slice(0, 1);
}

/** Whether the layer of a row is switched on. @param {string} row */
function isOn(row) {
  const layer = row.startsWith("who:") ? "actors" : ["voices", "events", "relations", "figures", "places", "times"].find((one) => noteOf(row)?.classList.contains(one));
  const box = document.getElementById(`show-${layer}`);
  return !(box instanceof HTMLInputElement) || box.checked;
}

/** Chooses a row: opens it, and shows its words. @param {string | null} row @param {{scroll?: boolean, open?: boolean}} how */
function choose(row, { scroll = false, open = true } = {}) {
  for (const one of notes) if (rowOf(one) !== row) one.classList.remove("open");
  chosen = row;
  const note = row ? noteOf(row) : null;
  if (note) note.classList.toggle("open", open);
  show([]);
  if (row) history.replaceState(null, "", `#${encodeURIComponent(row)}`);
  else history.replaceState(null, "", location.pathname + location.search);
  for (const pair of document.querySelectorAll(".pair")) place(pair);
  if (!row) return;
  const landing = document.getElementById(row);
  if (scroll && landing) landing.scrollIntoView({ block: "center" });
  if (note) say(note.querySelector(".gist")?.textContent?.replace(/\s+/g, " ").trim() ?? "");
}

/** Where several rows stand at one place, a small list of them. @param {string[]} rows @param {MouseEvent} at */
function ask(rows, at) {
  if (!several) return;
  several.replaceChildren(
    ...rows.map((row) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = noteOf(row)?.querySelector(".gist")?.textContent?.replace(/\s+/g, " ").trim() ?? row.replace("who:", "");
      button.addEventListener("click", () => {
        several.hidden = true;
        choose(row);
        focusOn(row);
      });
      button.addEventListener("pointerenter", () => show([row]));
      button.addEventListener("focus", () => show([row]));
      return button;
    }),
  );
  several.hidden = false;
  several.style.left = `${Math.max(8, Math.min(at.pageX, document.documentElement.clientWidth - several.offsetWidth - 8))}px`;
  several.style.top = `${at.pageY + 14}px`;
  several.querySelector("button")?.focus({ preventScroll: true });
}

/** @param {string} row */
function focusOn(row) {
  const link = noteOf(row)?.querySelector("a.no");
  if (link instanceof HTMLElement) link.focus({ preventScroll: true });
}

/** Sets the rows of a paragraph beside their words as far as they fit without lying on one another. @param {Element} pair */
function place(pair) {
  const list = pair.querySelector(".notes");
  const para = pair.querySelector(".para");
  if (!(list instanceof HTMLElement) || !para) return;
  const items = [...list.children].filter((one) => one instanceof HTMLElement && one.offsetParent);
  for (const one of list.children) if (one instanceof HTMLElement) one.style.marginTop = "";
  const wide = list.getBoundingClientRect().left >= para.getBoundingClientRect().right;
  const rows = items.filter((one) => one instanceof HTMLElement && getComputedStyle(one).display === "block");
  if (!wide || rows.length !== items.length) return;
  const top = list.getBoundingClientRect().top;
  const heights = rows.map((one) => one.getBoundingClientRect().height);
  const wanted = rows.map((one) => {
    const landing = document.getElementById(rowOf(/** @type {HTMLElement} */ (one)));
    return landing ? landing.getClientRects()[0].top - top : 0;
  });
  const bottom = Math.max(para.getBoundingClientRect().bottom - top, heights.reduce((sum, one) => sum + one, 0));
  /** @type {number[]} */
  const at = [];
  let free = 0;
  wanted.forEach((want, n) => {
    at[n] = Math.max(free, want);
    free = at[n] + heights[n];
  });
  let limit = bottom;
  for (let n = at.length - 1; n >= 0; n -= 1) {
    at[n] = Math.min(at[n], limit - heights[n]);
    limit = at[n];
  }
  rows.forEach((one, n) => {
    const before = n ? at[n - 1] + heights[n - 1] : 0;
    if (one instanceof HTMLElement && at[n] - before > 1) one.style.marginTop = `${Math.round(at[n] - before)}px`;
  });
}

/** Goes to the next row that is shown, or the one before. @param {number} by */
function step(by) {
  const shown = notes.filter((one) => isOn(rowOf(one)));
  if (!shown.length) return;
  const now = shown.findIndex((one) => rowOf(one) === chosen);
  const next = shown[now < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(now + by, 0), shown.length - 1)];
  choose(rowOf(next), { scroll: true, open: next.classList.contains("open") });
  focusOn(rowOf(next));
}

function keys() {
  const dialog = document.getElementById("keys");
  const open = () => dialog instanceof HTMLDialogElement && !dialog.open && dialog.showModal();
  const button = document.querySelector("[data-keys]");
  if (button instanceof HTMLElement) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    if (dialog instanceof HTMLDialogElement && dialog.open) return;
    if (event.key === "n" || event.key === "j") step(1);
    else if (event.key === "p" || event.key === "k") step(-1);
    else if (event.key === "?") open();
    else if (event.key === "Escape" && several && !several.hidden) several.hidden = true;
    else if (event.key === "Escape" && chosen) choose(null);
    else return;
    event.preventDefault();
  });
}

function pointer() {
  if (!text || !report) return;
  report.addEventListener("pointerover", (event) => {
    const note = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    show(note instanceof HTMLElement ? [rowOf(note)] : rowsAt(event.target));
  });
  report.addEventListener("pointerleave", () => show([]));
  report.addEventListener("focusin", (event) => {
    const note = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    show(note instanceof HTMLElement ? [rowOf(note)] : rowsAt(event.target));
  });
  text.addEventListener("click", (event) => {
    if (!(event instanceof MouseEvent) || !(event.target instanceof Element)) return;
    const note = event.target.closest(".note");
    if (note instanceof HTMLElement) {
      if (!event.target.closest(".gist") || String(getSelection())) return;
      event.preventDefault();
      const row = rowOf(note);
      choose(row, { scroll: !isSeen(row), open: !note.classList.contains("open") });
      focusOn(row);
      return;
    }
    const rows = rowsAt(event.target).filter((row) => noteOf(row));
    if (!rows.length || String(getSelection())) return;
    event.preventDefault();
    if (rows.length === 1) {
      choose(rows[0]);
      noteOf(rows[0])?.scrollIntoView({ block: "nearest" });
      focusOn(rows[0]);
    } else ask(rows, event);
  });
  document.addEventListener("click", (event) => {
    if (several && !several.hidden && event.target instanceof Node && !several.contains(event.target) && !text.contains(event.target)) several.hidden = true;
  });
}

/** Whether the words of a row are in sight. @param {string} row */
function isSeen(row) {
  const box = document.getElementById(row)?.getBoundingClientRect();
  return Boolean(box && box.top > 120 && box.bottom < innerHeight);
}

const KEPT = "onrecord-layers";

function layers() {
  const form = document.querySelector("form.layers");
  if (!(form instanceof HTMLFormElement)) return;
  const boxes = [...form.querySelectorAll("input[type=checkbox]")].filter((one) => one instanceof HTMLInputElement);
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    if (kept && !new URLSearchParams(location.search).has("set")) for (const box of boxes) box.checked = kept[box.name] ?? box.checked;
  } catch {
    // As they stand in the page then.
  }
  form.addEventListener("change", () => {
    try {
      localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(boxes.map((box) => [box.name, box.checked]))));
    } catch {
      // It holds for this page then.
    }
    placeAll();
  });
}

function placeAll() {
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        place(entry.target);
        seen.unobserve(entry.target);
      }
    },
    { rootMargin: "50% 0px" },
  );
  for (const pair of document.querySelectorAll(".pair")) seen.observe(pair);
}

function arrive() {
  const row = decodeURIComponent(location.hash.slice(1)).replace(/^row-/, "");
  if (row && (words.has(row) || clauses.has(row))) choose(row, { scroll: true });
}

if (report && text) {
  index(words, "w");
  index(clauses, "c");
  // Each row is one stop of the Tab key: beside the text, not in it.
  for (const label of text.querySelectorAll("a.l")) label.setAttribute("tabindex", "-1");
  layers();
  pointer();
  keys();
  placeAll();
  addEventListener("resize", placeAll);
  addEventListener("hashchange", arrive);
  arrive();
}
