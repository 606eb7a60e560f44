// The boxes and lines of a network, and the words for them.
import { counted, fitted, html, said, svg } from "./drawing.js";

/** @typedef {import("./shapes.js").Network} Network
 * @typedef {import("./shapes.js").Tie} Tie
 * @typedef {import("./shapes.js").Who} Who
 * @typedef {import("./shapes.js").Change} Change
 * @typedef {{tie: Tie, change: Change | null}} Told A tie, and what became of it.
 * @typedef {import("./layout.js").Box & {who: Who, told: Told[], rows: string[]}} Node
 * @typedef {{a: Node, b: Node, sign: number, change: Change | null, told: Told[], bend: number}} Line
 * Ties of the same two with the same sign and fate. bend: how far aside it runs, in pixels. */

export const MOST = 150;
export const LONG = 170;
const SIGNS = { 1: ["+", "with"], 0: ["·", "neither with nor against"], "-1": ["−", "against"] };
export const KINDS = { 1: "with", 0: "neither", "-1": "against" };
const ALONG = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72];
const MUTUAL = new Set(["alliance", "cooperation", "hostility", "rift"]);
/** @type {Record<Change, string>} */
const BECAME = {
  formed: "new",
  "first told": "first told",
  broken: "ended",
  "told ended": "told as ended",
  strained: "strained",
  restored: "restored",
};
const OVER = new Set(["broken", "told ended"]);

/**
 * The actors and lines of a network, those with the most ties where there are many.
 * @param {Network} data
 */
export function made(data) {
  /** @type {Map<string, Node>} */
  const all = new Map();
  const changes = new Map(data.changes.map(({ change, tie }) => [named(tie), change]));
  const standing = new Set(data.ties.map(named));
  /** @type {Told[]} */
  const told = data.ties.map((tie) => ({ tie, change: changes.get(named(tie)) ?? null }));
  for (const { tie, change } of data.changes)
    if (!standing.has(named(tie)) && OVER.has(change)) told.push({ tie, change });
  for (const one of told)
    for (const who of [one.tie.subject, one.tie.object]) {
      const node = all.get(keyed(who)) ?? {
        key: keyed(who),
        who,
        told: [],
        rows: [],
        x: 0,
        y: 0,
        w: 0,
        h: 0,
        kept: false,
      };
      all.set(node.key, node);
      if (!node.told.includes(one)) node.told.push(one);
    }
  const ordered = [...all.values()].sort((a, b) => b.told.length - a.told.length || (a.key < b.key ? -1 : 1));
  const nodes = ordered.slice(0, MOST);
  const kept = new Map(nodes.map((one) => [one.key, one]));
  /** @type {Map<string, Line>} */
  const lines = new Map();
  /** @type {Map<string, Line[]>} */
  const pairs = new Map();
  for (const one of told) {
    const [from, to] = [kept.get(keyed(one.tie.subject)), kept.get(keyed(one.tie.object))];
    if (!from || !to || from === to) continue;
    const [a, b] = from.key < to.key ? [from, to] : [to, from];
    const pair = `${a.key}\n${b.key}`;
    const key = `${pair}\n${one.tie.sign}\n${one.change ?? ""}`;
    const line = lines.get(key) ?? { a, b, sign: one.tie.sign, change: one.change, told: [], bend: 0 };
    if (!lines.has(key)) pairs.set(pair, [...(pairs.get(pair) ?? []), line]);
    lines.set(key, line);
    line.told.push(one);
  }
  for (const some of pairs.values()) some.forEach((line, n) => (line.bend = 44 * (n - (some.length - 1) / 2)));
  return { nodes, lines: [...lines.values()], left: ordered.length - nodes.length };
}

/** @param {Who} who */
function keyed(who) {
  return who.id ?? `words ${who.name}`;
}

/** @param {Tie} tie */
function named(tie) {
  return [keyed(tie.subject), tie.type, keyed(tie.object)].join("\n");
}

/** @param {{sign: number}} of @returns {"1" | "0" | "-1"} */
export function sign({ sign: value }) {
  return value > 0 ? "1" : value < 0 ? "-1" : "0";
}

/** A tie in a sentence. @param {Tie} tie @param {Change | null} change */
export function tieWords(tie, change) {
  const [mark, stands] = SIGNS[sign(tie)];
  const label = tie.evidence[0]?.label ? ` (${tie.evidence[0].label})` : "";
  const state = tie.state === "holds" ? "" : `, ${tie.state}`;
  const became = change ? `; ${BECAME[change]}` : "";
  const contested = tie.denied || tie.against.length ? "; disputed" : "";
  const by = tie.evidence[0] ? `, according to ${said(tie.evidence[0].voice)}` : "";
  return (
    `${tie.subject.name} ${MUTUAL.has(tie.type) ? "–" : "→"} ${tie.object.name}: ${mark} ${tie.type}${label}${state} ` +
    `(${stands}; ${counted(tie.reports, "report")}, ${counted(tie.origins, "origin")}${by}${contested}${became})`
  );
}

/** A box with a name. @param {Node} node */
export function box(node) {
  const { x, y, w, h, rows } = node;
  const words = rows.map((row, n) => svg("text", { y: 17 * (n - (rows.length - 1) / 2) + 4.5 }, row));
  const frame = svg("rect", { x: -w / 2, y: -h / 2, width: w, height: h, rx: 7 });
  const label = `${node.who.name}, ${counted(node.told.length, "tie")}`;
  const title = svg("title", {}, label);
  return svg(
    "g",
    {
      class: node.who.id ? "node" : "node unknown",
      transform: `translate(${x} ${y})`,
      tabindex: -1,
      role: "button",
      "aria-label": label,
      "data-key": node.key,
    },
    title,
    frame,
    ...words,
  );
}

/** @typedef {{x: number, y: number, w: number, h: number}} Room By its middle. */

/**
 * A line in the manner of its sign, its arrows, and on it its sign with as many words as there is room for.
 * @param {Line} line
 * @param {boolean} named whether it may have words
 * @param {Room[]} taken where no words can stand
 * @param {(words: string) => number} wide
 * @param {number} width of the drawing
 */
export function* path(line, named, taken, wide, width) {
  const { a, b, bend, told } = line;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const long = Math.hypot(dx, dy) || 1;
  const control = { x: (a.x + b.x) / 2 - (2 * bend * dy) / long, y: (a.y + b.y) / 2 + (2 * bend * dx) / long };
  const [from, to] = [edge(a, control), edge(b, control)];
  const thick =
    (named ? 1.4 : 1) + (named ? 0.6 : 0.3) * Math.min(Math.max(...told.map(({ tie }) => tie.origins)) - 1, 4);
  const track = `M${from.x} ${from.y}Q${control.x} ${control.y} ${to.x} ${to.y}`;
  if (line.change) yield svg("path", { class: "halo", d: track });
  yield svg("path", { class: "track", d: track, "stroke-width": thick });
  const directed = told.filter(({ tie }) => !MUTUAL.has(tie.type));
  if (directed.some(({ tie }) => keyed(tie.object) === b.key)) yield arrow(to, control);
  if (directed.some(({ tie }) => keyed(tie.object) === a.key)) yield arrow(from, control);
  const point = (/** @type {number} */ t) => ({
    x: (1 - t) ** 2 * from.x + 2 * t * (1 - t) * control.x + t * t * to.x,
    y: (1 - t) ** 2 * from.y + 2 * t * (1 - t) * control.y + t * t * to.y,
  });
  for (const one of labels(line, named)) {
    const words = fitted(one, LONG, wide);
    const last = words === SIGNS[sign(line)][0];
    const w = Math.max(18, wide(words) + 12);
    const spots = (last ? [0.5] : ALONG).map((t) => ({ ...point(t), w, h: 18 }));
    const fits = (/** @type {Room} */ spot) =>
      spot.x > w / 2 && spot.x + w / 2 < width && !taken.some((other) => meet(spot, other));
    const free = spots.find(fits) ?? (last ? spots[0] : null);
    if (!free) continue;
    taken.push(free);
    yield svg("rect", { class: "sign", x: free.x - w / 2, y: free.y - 9, width: w, height: 18, rx: 9 });
    yield svg("text", { class: "sign", x: free.x, y: free.y + 4 }, words);
    return;
  }
}

/** What stands on a line, from the most words to the sign alone. @param {Line} line @param {boolean} named */
export function labels(line, named) {
  const mark = SIGNS[sign(line)][0];
  const became = line.change ? `${mark} ${BECAME[line.change]}` : mark;
  const types = [...new Set(line.told.map(({ tie }) => tie.type))].join(", ");
  return [...new Set([named ? `${became}${line.change ? ":" : ""} ${types}` : became, became, mark])];
}

/** @param {Room} a @param {Room} b */
function meet(a, b) {
  return Math.abs(a.x - b.x) < (a.w + b.w) / 2 && Math.abs(a.y - b.y) < (a.h + b.h) / 2;
}

/** Where a line towards a point leaves a box. @param {Node} node @param {{x: number, y: number}} point */
function edge({ x, y, w, h }, point) {
  const [dx, dy] = [point.x - x, point.y - y];
  const share = Math.min(1, (w / 2 + 2) / Math.abs(dx || 1e-6), (h / 2 + 2) / Math.abs(dy || 1e-6));
  return { x: x + dx * share, y: y + dy * share };
}

/** The head of an arrow. @param {{x: number, y: number}} tip @param {{x: number, y: number}} back */
function arrow(tip, back) {
  const turn = (Math.atan2(tip.y - back.y, tip.x - back.x) * 180) / Math.PI;
  return svg("path", {
    class: "arrow",
    d: "M0 0L-10 -4.5L-10 4.5Z",
    transform: `translate(${tip.x} ${tip.y}) rotate(${turn})`,
  });
}

/** What the lines mean. */
export function legend() {
  const list = html("ul", { class: "legend" });
  for (const key of /** @type {const} */ (["1", "-1", "0"])) {
    const line = svg("svg", { width: 46, height: 14, "aria-hidden": "true", class: "network" });
    line.append(
      svg("g", { class: `line ${KINDS[key]}` }, svg("path", { class: "track", d: "M1 7H45", "stroke-width": 2 })),
    );
    list.append(html("li", {}, line, ` ${SIGNS[key][0]} told as standing ${SIGNS[key][1]}`));
  }
  list.append(html("li", {}, "The thicker a line, the more independent origins tell of it."));
  return list;
}
