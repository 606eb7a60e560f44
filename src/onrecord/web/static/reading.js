// Words and rows light one another; clicks and keys choose a row; what is switched on is kept.
// @ts-check
import { say, writes } from "./site.js";

const report = document.getElementById("report");
const text = report?.querySelector(".text");
const voice = document.getElementById("voice");
const several = document.getElementById("several");
/** @type {Map<string, HTMLElement[]>} words of each row */
const words = new Map();
/** @type {Map<string, HTMLElement[]>} what each claim says */
const said = new Map();
/** @type {Map<string, HTMLElement[]>} the clauses that show each event or relation */
const clauses = new Map();
/** @type {Map<string, HTMLElement[]>} where each row stands, and each actor */
const stands = new Map();
/** @type {HTMLElement[]} the rows, in their order */
const notes = [...document.querySelectorAll(".note")].filter((one) => one instanceof HTMLElement);
/** @type {HTMLElement[]} what is lit now */
let lit = [];
/** the rows that are lit now */
let shown = "";
/** @type {string | null} the row that is chosen */
let chosen = null;

/** @param {Map<string, HTMLElement[]>} map @param {string} name of the attribute */
function index(map, name) {
  for (const one of document.querySelectorAll(`#report [data-${name}]`)) {
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
  const all = chosen && !rows.includes(chosen) ? [...rows, chosen] : rows;
  if (all.join(" ") === shown) return;
  shown = all.join(" ");
  for (const one of lit) one.classList.remove("lit", "lit-clause");
  lit = [];
  for (const row of all) {
    for (const one of clauses.get(row) ?? []) light(one, "lit-clause");
    for (const map of [said, words, stands]) for (const one of map.get(row) ?? []) light(one, "lit");
  }
}

/** Says through whom words reach the reader: of rows, else of the claim around a place, else the report itself. @param {string[]} rows @param {EventTarget | null} target */
function speak(rows, target) {
  if (!voice) return;
  const place = target instanceof Element ? target.closest("[data-c]") : null;
  const claim = place instanceof HTMLElement ? (place.dataset.c ?? "").split(" ").at(-1) ?? "" : "";
  const row = [...rows, claim].find((one) => one && chainOf(one));
  const inText = target instanceof Element && target.closest(".para");
  voice.textContent = row ? `${row}: ${chainOf(row)}` : inText ? (report?.dataset.own ?? "") : "";
  voice.hidden = !voice.textContent;
}

/** @param {string} row */
const chainOf = (row) => noteOf(row)?.querySelector("[data-chain]")?.getAttribute("data-chain");

/** The rows at a place of the text: of its words, else of the claims around it, the innermost first. @param {EventTarget | null} target */
function rowsAt(target) {
  const place = target instanceof Element ? target.closest("[data-w], [data-c], [data-e], a.l") : null;
  if (!(place instanceof HTMLElement)) return [];
  if (place.dataset.l) return [place.dataset.l];
  const own = (place.dataset.w ?? "").split(" ").filter(Boolean).filter(isOn);
  if (own.length) return own;
  return (place.dataset.c ?? "").split(" ").filter(isOn).reverse().slice(0, 1);
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
  if (note) {
    note.classList.toggle("open", open);
    if (open) void fill(note);
  }
  show([]);
  if (row) history.replaceState(null, "", `#${encodeURIComponent(row)}`);
  else history.replaceState(null, "", location.pathname + location.search);
  if (!row) return;
  const landing = document.getElementById(row);
  if (scroll && landing) landing.scrollIntoView({ block: "center" });
  if (note) say(note.querySelector(".gist")?.textContent?.replace(/\s+/g, " ").trim() ?? "");
}

/** Fetches what else is known of a row, where a long report has only a line of it. @param {HTMLElement} note */
async function fill(note) {
  const body = note.querySelector(".body[data-from]");
  if (!(body instanceof HTMLElement) || body.childElementCount) return;
  const answer = await fetch(body.dataset.from ?? "");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector(answer.ok ? ".notes .body" : ".lead");
  if (!body.childElementCount) body.append(...(found?.childNodes ?? ["This row could not be fetched."]));
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
  const items = [...list.children].filter((one) => one instanceof HTMLElement);
  for (const one of items) one.style.marginTop = "";
  const beside = list.getBoundingClientRect();
  if (beside.left < para.getBoundingClientRect().right) return;
  /** @type {{first: HTMLElement, at: number, height: number, want: number}[]} rows that stand on one line */
  const lines = [];
  for (const one of items) {
    const box = one.getBoundingClientRect();
    const words = document.getElementById(rowOf(one))?.getClientRects()[0];
    if (!box.height || !words) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.at - box.top) < 4) last.height = Math.max(last.height, box.height);
    else lines.push({ first: one, at: box.top, height: box.height, want: words.top - beside.top });
  }
  let free = 0;
  for (const line of lines) {
    line.at = Math.max(free, line.want);
    free = line.at + line.height;
  }
  let limit = Math.max(para.getBoundingClientRect().bottom - beside.top, lines.reduce((sum, line) => sum + line.height, 0));
  for (const line of [...lines].reverse()) {
    line.at = Math.min(line.at, limit - line.height);
    limit = line.at;
  }
  let before = 0;
  for (const line of lines) {
    if (line.at - before > 1) line.first.style.marginTop = `${Math.round(line.at - before)}px`;
    before = line.at + line.height;
  }
}

/** Goes to the next row that is shown, or the one before. @param {number} by */
function step(by) {
  const some = notes.filter((one) => isOn(rowOf(one)));
  if (!some.length) return;
  const now = some.findIndex((one) => rowOf(one) === chosen);
  const next = some[now < 0 ? (by > 0 ? 0 : some.length - 1) : Math.min(Math.max(now + by, 0), some.length - 1)];
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
  /** @param {Event} event */
  const point = (event) => {
    const note = event.target instanceof Element ? event.target.closest("[data-row]") : null;
    const rows = note instanceof HTMLElement ? [rowOf(note)] : rowsAt(event.target);
    show(rows);
    speak(rows, event.target);
  };
  report.addEventListener("pointerover", point);
  report.addEventListener("focusin", point);
  report.addEventListener("pointerleave", () => {
    show([]);
    speak([], null);
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
  if (row && (document.getElementById(row))) choose(row, { scroll: true });
}

if (report && text) {
  report.classList.add("live");
  index(words, "w");
  index(said, "c");
  index(clauses, "e");
  index(stands, "row");
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
