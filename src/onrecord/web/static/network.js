// The network of a day: a box for each actor, a line for each way in which two stand to one another. With is a solid
// line and +, against a dashed one and −, neither a dotted one and ·; what changed has its word on the line.
import { drag, select, zoom, zoomIdentity } from "./vendor/d3.js";
import {
  counted,
  html,
  inLines,
  meant,
  measure,
  NOWHERE,
  reachable,
  svg,
  tell,
  toolbar,
  walk,
  whenWide,
} from "./drawing.js";
import { settle } from "./layout.js";
import { box, KINDS, labels, legend, LONG, made, MOST, path, sign, tieWords } from "./network_lines.js";

/** @typedef {import("./shapes.js").Network} Network
 * @typedef {import("./network_lines.js").Node} Node
 * @typedef {import("./network_lines.js").Line} Line
 * @typedef {import("./network_lines.js").Room} Room */

const FONT = 13;
const WORDY = 40;

/**
 * Draws a network into an element, and gives back what draws another day in its place.
 * @param {HTMLElement} element
 * @param {Network} data
 * @param {import("./drawing.js").Links} [links]
 * @returns {{update: (data: Network) => void}}
 */
export function network(element, data, links = NOWHERE) {
  const drawing = svg("svg", { class: "network", role: "group" });
  const plane = svg("g");
  drawing.append(plane);
  const panel = html("div", { class: "told", "aria-live": "polite" });
  const note = html("p", { class: "note" });
  /** @type {Map<string, {x: number, y: number}>} */
  const places = new Map();
  let now = data;
  let drawn = 0;

  const moves = zoom()
    .scaleExtent([0.3, 6])
    .filter(meant)
    .on("zoom", ({ transform }) => {
      plane.setAttribute("transform", transform.toString());
    });
  const surface = select(/** @type {Element} */ (drawing))
    .call(moves)
    .on("dblclick.zoom", null);
  drawing.style.touchAction = "pan-x pan-y";
  const by = (/** @type {number} */ factor) => () => void moves.scaleBy(surface, factor);
  const along = (/** @type {number} */ x, /** @type {number} */ y) => () => void moves.translateBy(surface, x, y);
  const bar = toolbar(
    "The drawing",
    [
      { sign: "+", words: "Larger", keys: ["+", "="], act: by(1.3) },
      { sign: "−", words: "Smaller", keys: ["-"], act: by(1 / 1.3) },
      { sign: "←", words: "To the left", keys: ["Shift+Left"], act: along(60, 0) },
      { sign: "→", words: "To the right", keys: ["Shift+Right"], act: along(-60, 0) },
      { sign: "↑", words: "Up", keys: ["Shift+Up"], act: along(0, 60) },
      { sign: "↓", words: "Down", keys: ["Shift+Down"], act: along(0, -60) },
      {
        sign: "Whole",
        words: "The whole drawing",
        keys: ["0"],
        act: () => void moves.transform(surface, zoomIdentity),
      },
    ],
    drawing,
  );

  walk(drawing, ".node", (mark) => look(nodes.find((one) => one.key === mark.dataset.key) ?? null));
  drawing.addEventListener("pointerover", (event) => lift(event.target));
  drawing.addEventListener("pointerleave", () => lift(document.activeElement));
  drawing.addEventListener("focusout", () => lift(null));

  /** @type {Node[]} */
  let nodes = [];
  /** @type {{line: Line, group: SVGGElement}[]} */
  let lines = [];

  /** Lights a node and its lines, or all where none is meant. @param {EventTarget | null} target */
  function lift(target) {
    const key = target instanceof SVGElement ? target.closest(".node")?.getAttribute("data-key") : null;
    drawing.classList.toggle("lit", key != null);
    const near = new Set([key]);
    for (const { line, group } of lines) {
      const on = line.a.key === key || line.b.key === key;
      group.classList.toggle("on", on);
      if (on) near.add(line.a.key).add(line.b.key);
    }
    for (const group of plane.querySelectorAll(".node"))
      group.classList.toggle("on", near.has(group.getAttribute("data-key")));
  }

  /** Tells of the ties of a node. @param {Node | null} node */
  function look(node) {
    if (!node) return;
    lift(plane.querySelector(`.node[data-key="${CSS.escape(node.key)}"]`));
    const rows = node.told.map(({ tie, change }) => {
      const first = tie.evidence[0];
      return { words: tieWords(tie, change), quote: first?.passage.text, href: first ? links.row(first.row) : null };
    });
    tell(panel, node.who.name, rows, node.who.id ? links.actor(node.who.id) : null);
  }

  /** @param {number} width */
  function draw(width) {
    drawn = width;
    const focused = drawing.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
    const graph = made(now);
    nodes = graph.nodes;
    const wide = measure(element, FONT, 600);
    const most = width < 520 ? 104 : 150;
    for (const one of nodes) {
      one.rows = inLines(one.who.name, most, wide);
      one.w = Math.max(34, ...one.rows.map(wide)) + 20;
      one.h = 14 + 17 * one.rows.length;
      const old = places.get(one.key);
      if (old) Object.assign(one, old, { kept: true });
    }
    const numbers = new Map(nodes.map((one, n) => [one.key, n]));
    const words = graph.lines.length <= WORDY;
    drawing.classList.toggle("dense", !words);
    const tight = measure(element, 12, 600);
    const pairs = graph.lines.map((line) => ({
      source: numbers.get(line.a.key) ?? 0,
      target: numbers.get(line.b.key) ?? 0,
      room: words ? Math.min(tight(labels(line, true)[0]), LONG) + 48 : 0,
    }));
    const high = Math.ceil(settle(nodes, pairs, width));
    for (const { key, x, y } of nodes) places.set(key, { x, y });
    drawing.setAttribute("viewBox", `0 0 ${width} ${high}`);
    drawing.setAttribute("width", String(width));
    drawing.setAttribute("height", String(high));
    drawing.setAttribute(
      "aria-label",
      `The network on ${now.on}: ${counted(nodes.length, "actor")}, ${counted(now.ties.length, "tie")}. Arrow keys go from actor to actor.`,
    );
    lines = graph.lines.map((line) => ({
      line,
      group: svg("g", { class: `line ${KINDS[sign(line)]}${line.change ? " changed" : ""}` }),
    }));
    plane.replaceChildren(...lines.map(({ group }) => group), ...nodes.map(box));
    trace(words);
    note.textContent = graph.left
      ? `Drawn are the ${MOST} actors with the most ties; ${counted(graph.left, "other")} are in the table alone.`
      : "";
    reachable(drawing, ".node");
    if (focused)
      plane
        .querySelector(`.node[data-key="${CSS.escape(focused)}"]`)
        ?.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
    grip(words);
  }

  /** Draws all lines, and their words where there is room. @param {boolean} words */
  function trace(words) {
    /** @type {Room[]} */
    const taken = nodes.map(({ x, y, w, h }) => ({ x, y, w, h }));
    const wide = measure(element, 12, 600);
    for (const { line, group } of lines) group.replaceChildren(...path(line, words, taken, wide, drawn));
  }

  /** Lets boxes be dragged. @param {boolean} words */
  function grip(words) {
    const held = drag()
      .subject((/** @type {any} */ _event, /** @type {any} */ node) => ({ x: node.x, y: node.y }))
      .on("drag", function (/** @type {any} */ event, /** @type {any} */ node) {
        node.x = event.x;
        node.y = event.y;
        places.set(node.key, { x: event.x, y: event.y });
        this.setAttribute("transform", `translate(${node.x} ${node.y})`);
        trace(words);
      });
    select(plane)
      .selectAll(".node")
      .data(nodes)
      .call(/** @type {any} */ (held));
  }

  element.replaceChildren(bar, drawing, note, legend(), panel);
  whenWide(element, draw);
  return {
    update(next) {
      now = next;
      panel.replaceChildren();
      if (drawn) draw(drawn);
    },
  };
}
