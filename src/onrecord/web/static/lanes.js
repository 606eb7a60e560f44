// Where the marks of a timeline stand: in a lane for each kind, side by side or stacked, never one upon another.
import { instant } from "./drawing.js";

/** @typedef {import("./shapes.js").Happening} Happening
 * @typedef {{row: Happening, from: number | null, to: number | null}} Timed
 * When a row took place, in milliseconds; null at an end that is open.
 * @typedef {{rows: Timed[], x: number, w: number, y: number, half: number, open: "" | "from" | "to"}} Mark
 * What is drawn of one row, or of several that are too near one another to tell apart: a point (w 0), or a bar. half: of
 * the day that a point stands for, in pixels.
 * @typedef {{name: string, marks: Mark[], height: number, left: Timed[], right: Timed[]}} Lane */

const DAY = 86_400_000;
const STEP = 15;
const APART = 15;
const DEEP = 6;
const FAR = 20;

/**
 * The rows that have a day or an interval, the earliest first; those without are counted.
 * @param {Happening[]} rows
 * @returns {{timed: Timed[], undated: number}}
 */
export function timed(rows) {
  /** @type {Timed[]} */
  const found = [];
  for (const row of rows) {
    const [from, to] = [instant(row.start), instant(row.end)];
    if (from !== null || to !== null) found.push({ row, from, to });
  }
  found.sort((a, b) => (a.from ?? a.to ?? 0) - (b.from ?? b.to ?? 0) || (a.row.row < b.row.row ? -1 : 1));
  return { timed: found, undated: rows.length - found.length };
}

/**
 * Whether a row is told to the day or closer, of one day alone: then it is a point.
 * @param {Timed} one
 */
export function pointed({ row, from, to }) {
  if (from === null || to === null) return false;
  return to - from <= DAY && (row.precision === null || row.precision === "day" || row.precision === "minute");
}

/**
 * Whether the ends of a row's interval are days that were told, and not only how exactly it is told.
 * @param {Timed} one
 */
export function sharp({ row }) {
  return row.precision === "day" || row.precision === "minute";
}

/**
 * The span that shows most rows without being drawn out by the few that are far off: farther from nine of ten than these
 * are from one another.
 * @param {Timed[]} rows
 * @returns {[number, number]}
 */
export function span(rows) {
  const firsts = rows.map((one) => one.from ?? one.to ?? 0).sort((a, b) => a - b);
  const lasts = rows.map((one) => one.to ?? one.from ?? 0).sort((a, b) => a - b);
  const at = (/** @type {number[]} */ some, /** @type {number} */ share) => some[Math.round(share * (some.length - 1))];
  const most = [at(firsts, 0.05), at(lasts, 0.95)];
  const wide = Math.max(most[1] - most[0], 30 * DAY);
  const first = firsts.find((one) => one >= most[0] - wide) ?? most[0];
  const last = lasts.findLast((one) => one <= most[1] + wide) ?? most[1];
  const room = Math.max(0.04 * (last - first), 2 * DAY);
  return [first - room, last + room];
}

/**
 * Lays rows out in lanes.
 * @param {Timed[]} rows
 * @param {(one: Timed) => string} kind
 * @param {(at: number) => number} place pixels of a moment
 * @param {number} width
 * @returns {Lane[]} those with the most rows first
 */
export function lanes(rows, kind, place, width) {
  /** @type {Map<string, Timed[]>} */
  const groups = new Map();
  for (const one of rows) {
    const name = kind(one);
    const group = groups.get(name);
    if (group) group.push(one);
    else groups.set(name, [one]);
  }
  const ordered = [...groups].sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
  return ordered.map(([name, some]) => lane(name, some, place, width));
}

/**
 * @param {string} name
 * @param {Timed[]} rows
 * @param {(at: number) => number} place
 * @param {number} width
 * @returns {Lane}
 */
function lane(name, rows, place, width) {
  const left = rows.filter((one) => (pointed(one) ? middle(one, place) : one.to === null ? 0 : place(one.to)) < 0);
  const right = rows.filter(
    (one) => (pointed(one) ? middle(one, place) : one.from === null ? 0 : place(one.from)) > width,
  );
  const away = new Set([...left, ...right]);
  const seen = rows.filter((one) => !away.has(one));
  const marks = [
    ...points(seen.filter(pointed), place),
    ...bars(
      seen.filter((one) => !pointed(one)),
      place,
      width,
    ),
  ];
  /** @type {{from: number, to: number}[][]} */
  const levels = [];
  for (const mark of marks.sort((a, b) => a.x - b.x || a.w - b.w)) {
    const [from, to] = [mark.x - 8, mark.x + mark.w + 8];
    const free = (/** @type {{from: number, to: number}[]} */ level) =>
      level.every((one) => to <= one.from || from >= one.to);
    let n = levels.findIndex(free);
    if (n < 0) n = levels.push([]) - 1;
    levels[n].push({ from, to });
    mark.y = STEP * n;
  }
  return { name, marks, height: STEP * Math.max(1, levels.length), left, right };
}

/**
 * Points, and where many are near one another one for all of these.
 * @param {Timed[]} rows
 * @param {(at: number) => number} place
 */
function points(rows, place) {
  /** @type {Map<number, Timed[]>} */
  const cells = new Map();
  for (const one of rows) {
    const cell = Math.round(middle(one, place) / APART);
    const some = cells.get(cell);
    if (some) some.push(one);
    else cells.set(cell, [one]);
  }
  /** @type {Mark[]} */
  const marks = [];
  for (const some of cells.values()) {
    const groups = some.length > DEEP ? [some] : some.map((one) => [one]);
    for (const group of groups) {
      const x = group.reduce((sum, one) => sum + middle(one, place), 0) / group.length;
      const halves = group.map(({ row, from, to }) =>
        row.precision === "minute" ? 0 : (place(to ?? 0) - place(from ?? 0)) / 2,
      );
      marks.push({ rows: group, x, w: 0, y: 0, half: Math.max(...halves), open: "" });
    }
  }
  return marks;
}

/** @param {Timed} one @param {(at: number) => number} place */
function middle({ from, to }, place) {
  return (place(from ?? 0) + place(to ?? 0)) / 2;
}

/**
 * Bars, those of the same interval as one where they are many.
 * @param {Timed[]} rows
 * @param {(at: number) => number} place
 * @param {number} width
 */
function bars(rows, place, width) {
  /** @type {Map<string, Timed[]>} */
  const same = new Map();
  for (const one of rows) {
    const key = `${one.from}/${one.to}/${sharp(one)}`;
    same.set(key, [...(same.get(key) ?? []), one]);
  }
  /** @type {Mark[]} */
  const marks = [];
  for (const some of same.values()) {
    const { from, to } = some[0];
    const x = Math.max(-FAR * width, from === null ? Math.min(place(to ?? 0) - 90, width - 90) : place(from));
    const end = Math.min(FAR * width, to === null ? Math.max(place(from ?? 0) + 90, 90) : place(to));
    const groups = some.length > DEEP ? [some] : some.map((one) => [one]);
    for (const group of groups)
      marks.push({
        rows: group,
        x,
        w: Math.max(6, end - x),
        y: 0,
        half: 0,
        open: from === null ? "from" : to === null ? "to" : "",
      });
  }
  return marks;
}
