// What every drawing needs: elements made without markup, a bar of buttons, marks that the arrow keys walk through,
// and a place below that tells in words what is looked at.

const SVG = "http://www.w3.org/2000/svg";
const DAY = 86_400_000;

/** @typedef {{row: (row: string) => string | null, actor: (id: string) => string | null}} Links
 * Where a row and an actor are told of; null where nowhere. */

/** @type {Links} */
export const NOWHERE = { row: () => null, actor: () => null };

// Signs of reports that would change how other words read: controls, separators, overrides of direction, halves of pairs.
const HOSTILE = /[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Words with a visible sign for each sign that would change how they read, as onrecord writes them everywhere.
 * @param {string} words
 */
export function visible(words) {
  return words.replace(HOSTILE, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    if (code === 9 || code === 10 || code === 13) return " ";
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? "\u2421" : "\ufffd";
  });
}

/** @param {Element} made @param {Record<string, string | number>} attributes @param {(Node | string)[]} children */
function fill(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, key.startsWith("data-") ? String(value) : visible(String(value)));
  made.append(...children.map((one) => (typeof one === "string" ? visible(one) : one)));
}

/**
 * An element of SVG. Words become text, never markup.
 * @template {keyof SVGElementTagNameMap} N
 * @param {N} name
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[N]}
 */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  fill(made, attributes, children);
  return made;
}

/**
 * An element of HTML. Words become text, never markup.
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[N]}
 */
export function html(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  fill(made, attributes, children);
  return made;
}

/**
 * How wide words are, in pixels, in the font of an element.
 * @param {Element} element
 * @param {number} size in pixels
 * @param {number} [weight]
 * @returns {(words: string) => number}
 */
export function measure(element, size, weight = 400) {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return (words) => words.length * size * 0.6;
  context.font = `${weight} ${size}px ${getComputedStyle(element).fontFamily}`;
  return (words) => context.measureText(words).width;
}

/**
 * Words no wider than so many pixels, cut with an ellipsis.
 * @param {string} words
 * @param {number} width
 * @param {(words: string) => number} wide
 */
export function fitted(words, width, wide) {
  if (wide(words) <= width) return words;
  const letters = [...words];
  while (letters.length > 1 && wide(letters.join("").trimEnd() + "…") > width) letters.pop();
  return letters.join("").trimEnd() + "…";
}

/**
 * A name on a few lines, the last cut where it is too long.
 * @param {string} name
 * @param {number} width
 * @param {(words: string) => number} wide
 * @param {number} [most] lines
 */
export function inLines(name, width, wide, most = 3) {
  /** @type {string[]} */
  const rows = [];
  for (const word of name.split(/\s+/).filter(Boolean)) {
    const longer = rows.length ? `${rows[rows.length - 1]} ${word}` : word;
    if (rows.length && (rows.length === most || wide(longer) <= width)) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows.map((row) => fitted(row, width, wide));
}

/**
 * A number and its noun: "1 tie", "12 ties".
 * @param {number} number
 * @param {string} noun
 */
export function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/**
 * Milliseconds of an ISO day or time, in UTC where it names no zone; null where it is none.
 * @param {string | null} iso
 */
export function instant(iso) {
  if (!iso) return null;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(iso) && iso.includes("T");
  const at = Date.parse(iso.includes("T") && !zoned ? `${iso}Z` : iso);
  return Number.isNaN(at) ? null : at;
}

/**
 * An interval as a person reads it; the end is exclusive.
 * @param {string | null} start
 * @param {string | null} end
 */
export function interval(start, end) {
  if (!start || !end) return start ? `since ${start}` : end ? `before ${end}` : "without a date";
  if (start.length !== 10 || end.length !== 10) return `${start.replace("T", " ")} – ${end.replace("T", " ")}`;
  const last = new Date((instant(end) ?? 0) - DAY).toISOString().slice(0, 10);
  return last <= start ? start : `${start} – ${last}`;
}

/**
 * Who vouches for a row, in words.
 * @param {import("./shapes.js").Voice} voice
 */
export function said(voice) {
  return voice.speakers.map((one) => one.name).join(", ") || voice.words || voice.publisher || "the report";
}

/**
 * A bar of buttons, each with the key that does the same while the drawing has the focus.
 * @param {string} label
 * @param {{sign: string, words: string, keys: string[], act: () => void}[]} buttons
 * @param {Element} drawing
 */
export function toolbar(label, buttons, drawing) {
  const bar = html("div", { class: "tools", role: "group", "aria-label": label });
  for (const { sign, words, keys, act } of buttons) {
    const button = html("button", { type: "button", "aria-label": words, title: `${words} (${keys.join(" ")})` }, sign);
    button.addEventListener("click", act);
    bar.append(button);
  }
  drawing.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = /** @type {KeyboardEvent} */ (event);
    if (ctrlKey || metaKey || altKey) return;
    const named = shiftKey && key.startsWith("Arrow") ? `Shift+${key.slice(5)}` : key;
    const found = buttons.find((one) => one.keys.includes(named));
    if (!found) return;
    event.preventDefault();
    found.act();
  });
  return bar;
}

/**
 * Which gestures move a drawing: not the wheel that scrolls the page, nor one finger, nor what drags a box.
 * @param {any} event
 */
export function meant(event) {
  if (event.type === "wheel") return event.ctrlKey || event.metaKey;
  if (event.type === "touchstart") return event.touches.length > 1;
  return !event.button && !event.ctrlKey && !event.target.closest(".node");
}

/** @type {Record<string, [number, number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Lets Tab reach one of the marks of a drawing, and the arrow keys all: each goes to the nearest in its direction.
 * @param {SVGElement} drawing
 * @param {string} marks a selector
 * @param {(mark: SVGElement) => void} look called with the mark that is looked at
 */
export function walk(drawing, marks, look) {
  drawing.addEventListener("focusin", (event) => {
    const mark = /** @type {Element} */ (event.target).closest(marks);
    if (!(mark instanceof SVGElement)) return;
    for (const one of drawing.querySelectorAll(`${marks}[tabindex="0"]`)) one.setAttribute("tabindex", "-1");
    mark.setAttribute("tabindex", "0");
    look(mark);
  });
  drawing.addEventListener("click", (event) => {
    const mark = /** @type {Element} */ (event.target).closest(marks);
    if (mark instanceof SVGElement) mark.focus({ preventScroll: true });
  });
  drawing.addEventListener("keydown", (event) => {
    const way = event.shiftKey ? undefined : WAYS[event.key];
    const from = /** @type {Element} */ (event.target).closest(marks);
    if (!way || !from) return;
    event.preventDefault();
    const next = nearest(from, [...drawing.querySelectorAll(marks)], way);
    if (next instanceof SVGElement) next.focus();
  });
}

/**
 * Lets Tab reach the first of marks where none is reached yet.
 * @param {SVGElement} drawing
 * @param {string} marks
 */
export function reachable(drawing, marks) {
  if (!drawing.querySelector(`${marks}[tabindex="0"]`)) drawing.querySelector(marks)?.setAttribute("tabindex", "0");
}

/**
 * The nearest element in a direction, those straight ahead before those aside.
 * @param {Element} from
 * @param {Element[]} all
 * @param {[number, number]} way
 */
function nearest(from, all, [dx, dy]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const one of all) {
    if (one === from) continue;
    const [ox, oy] = middle(one);
    const ahead = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    const far = ahead + 2.5 * aside;
    if (ahead > 0.5 && far < least) [best, least] = [one, far];
  }
  return best;
}

/** @param {Element} element @returns {[number, number]} */
function middle(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

/**
 * Says in words what is looked at: a heading, and lines each with the row that it rests on.
 * @param {HTMLElement} panel
 * @param {string} heading
 * @param {{words: string, quote?: string, href?: string | null}[]} lines
 * @param {string | null} [href] of the heading
 * @param {string} [link] what the links of the lines are called
 */
export function tell(panel, heading, lines, href = null, link = "the words") {
  const list = html("ul");
  for (const { words, quote, href: to } of lines) {
    const item = html("li", {}, html("span", { dir: "auto" }, words));
    if (quote) item.append(" ", html("q", { dir: "auto" }, quote));
    if (to) item.append(" ", html("a", { href: to }, link));
    list.append(item);
  }
  panel.replaceChildren(html("h3", { dir: "auto" }, href ? html("a", { href }, heading) : heading), list);
}

/**
 * Calls again with the width of an element whenever that changes by more than a hair.
 * @param {HTMLElement} element
 * @param {(width: number) => void} draw
 */
export function whenWide(element, draw) {
  let last = 0;
  new ResizeObserver(() => {
    const width = Math.round(element.clientWidth);
    if (width > 0 && Math.abs(width - last) > 16) draw((last = width));
  }).observe(element);
}
