// Where the boxes of a network stand. The same boxes and links give the same places; no box lies on another, and where
// there is room none lies on a line. What is not linked with one another is settled apart and then set side by side.
import { forceLink, forceManyBody, forceSimulation, forceX, forceY } from "./vendor/d3.js";

/** @typedef {{key: string, w: number, h: number, x: number, y: number, kept: boolean}} Box
 * A box by its middle, in pixels. kept: it stood there before, and is to stay near.
 * @typedef {{source: number, target: number, room: number}} Link Between two boxes, by their numbers; room: that its
 * words take. */

const ROUNDS = 240;
const AGAIN = 60;
const ROOM = { x: 44, y: 40 };
const CELL = 12;
const LEAST = 2;

/**
 * Gives boxes their places, inside a width.
 * @param {Box[]} boxes
 * @param {Link[]} links
 * @param {number} width
 * @returns {number} the height that they take
 */
export function settle(boxes, links, width) {
  if (!boxes.length) return 0;
  if (boxes.some((one) => one.kept)) again(boxes, links, width);
  else
    pack(
      parts(boxes, links).map(([some, those]) => ({ some, size: anew(some, those, width) })),
      width,
    );
  const top = Math.min(...boxes.map((one) => one.y - one.h / 2)) - LEAST;
  for (const one of boxes) one.y -= top;
  return Math.max(...boxes.map((one) => one.y + one.h / 2)) + LEAST;
}

/**
 * What hangs together, the largest first: boxes, and links by their numbers among these.
 * @param {Box[]} boxes
 * @param {Link[]} links
 * @returns {[Box[], Link[]][]}
 */
function parts(boxes, links) {
  const lead = boxes.map((_, n) => n);
  const find = (/** @type {number} */ n) => {
    while (lead[n] !== n) n = lead[n];
    return n;
  };
  for (const { source, target } of links) {
    const [a, b] = [find(source), find(target)];
    lead[Math.max(a, b)] = Math.min(a, b);
  }
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  boxes.forEach((_, n) => groups.set(find(n), [...(groups.get(find(n)) ?? []), n]));
  const ordered = [...groups.values()].sort((a, b) => b.length - a.length || a[0] - b[0]);
  return ordered.map((some) => {
    const at = new Map(some.map((n, k) => [n, k]));
    const those = links.filter((one) => at.has(one.source));
    return [
      some.map((n) => boxes[n]),
      those.map((one) => ({ source: at.get(one.source) ?? 0, target: at.get(one.target) ?? 0, room: one.room })),
    ];
  });
}

/**
 * Settles what hangs together, from its upper left corner on.
 * @param {Box[]} boxes
 * @param {Link[]} links
 * @param {number} most the width that there is
 * @returns {{w: number, h: number}}
 */
function anew(boxes, links, most) {
  const area = boxes.reduce((sum, one) => sum + (one.w + 1.4 * ROOM.x) * (one.h + 1.6 * ROOM.y), 0);
  const beside = Math.max(0, ...links.map(({ source, target, room }) => boxes[source].w + boxes[target].w + room + 4));
  const width = Math.min(most, Math.max(beside, 1.9 * Math.sqrt(1.5 * area)));
  const high = (1.5 * area) / width;
  boxes.forEach((one, n) => {
    const [far, turn] = [Math.sqrt((n + 0.5) / boxes.length) / 2, n * Math.PI * (3 - Math.sqrt(5))];
    one.x = width / 2 + far * width * Math.cos(turn);
    one.y = high / 2 + far * high * Math.sin(turn);
  });
  forces(boxes, links, width, 0.4)
    .force("x", forceX(width / 2).strength(0.04))
    .force("y", forceY(high / 2).strength(0.04 * Math.min(4, Math.max(0.5, width / high))))
    .tick(ROUNDS);
  apart(boxes, links, width);
  const [left, top] = [
    Math.min(...boxes.map((one) => one.x - one.w / 2)),
    Math.min(...boxes.map((one) => one.y - one.h / 2)),
  ];
  for (const one of boxes) [one.x, one.y] = [one.x - left, one.y - top];
  return {
    w: Math.max(...boxes.map((one) => one.x + one.w / 2)),
    h: Math.max(...boxes.map((one) => one.y + one.h / 2)),
  };
}

/**
 * Finds places for new boxes, and leaves the others near where they are.
 * @param {Box[]} boxes
 * @param {Link[]} links
 * @param {number} width
 */
function again(boxes, links, width) {
  const bottom = Math.max(...boxes.filter((one) => one.kept).map((one) => one.y + one.h / 2));
  boxes.forEach((one, n) => {
    if (one.kept) return;
    const link = links.find(
      ({ source, target }) => (source === n && boxes[target].kept) || (target === n && boxes[source].kept),
    );
    const beside = link && boxes[link.source === n ? link.target : link.source];
    [one.x, one.y] = beside
      ? [beside.x + 9 * ((n % 5) - 2), beside.y + 40]
      : [((n % 7) + 0.5) * (width / 7), bottom + 60];
  });
  const stood = new Map(boxes.map((one) => [one, { x: one.x, y: one.y }]));
  forces(boxes, links, width, 0.05)
    .force(
      "x",
      forceX(/** @param {any} one */ (one) => stood.get(one)?.x ?? 0).strength(
        /** @param {any} one */ (one) => (one.kept ? 0.9 : 0.02),
      ),
    )
    .force(
      "y",
      forceY(/** @param {any} one */ (one) => stood.get(one)?.y ?? 0).strength(
        /** @param {any} one */ (one) => (one.kept ? 0.9 : 0.02),
      ),
    )
    .alpha(0.3)
    .tick(AGAIN);
  apart(boxes, links, width);
}

/**
 * What pulls and pushes boxes in any case.
 * @param {Box[]} boxes
 * @param {Link[]} links
 * @param {number} width
 * @param {number} pull
 */
function forces(boxes, links, width, pull) {
  const needs = rooms(boxes, links);
  const reach = (/** @type {any} */ link) => 80 + (link.source.w + link.target.w) / 3;
  return forceSimulation(boxes)
    .force(
      "links",
      forceLink(links.map((one) => ({ ...one })))
        .distance(reach)
        .strength(pull),
    )
    .force("many", forceManyBody().strength(-450).distanceMax(width))
    .force("boxes", () => void push(boxes, needs, width, 0.5))
    .stop();
}

/**
 * Until no box lies on another; a while also off the lines.
 * @param {Box[]} boxes
 * @param {Link[]} links
 * @param {number} width
 */
function apart(boxes, links, width) {
  const needs = rooms(boxes, links);
  for (let round = 0; round < 60; round++) {
    clear(boxes, links);
    push(boxes, needs, width, 1);
  }
  for (let round = 0; round < 600 && push(boxes, needs, width, 1, round > 100); round++);
}

/**
 * How much room the words of the line between two boxes take, by the numbers of both.
 * @param {Box[]} boxes
 * @param {Link[]} links
 */
function rooms(boxes, links) {
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const { source, target, room } of links) {
    const key = Math.min(source, target) * boxes.length + Math.max(source, target);
    found.set(key, Math.max(room, found.get(key) ?? 0));
  }
  return found;
}

/**
 * Pushes boxes that lie on one another apart, the shorter way, and back inside.
 * @param {Box[]} boxes
 * @param {Map<number, number>} needs the room that words take
 * @param {number} width
 * @param {number} share of the way
 * @param {boolean} [upright] only up and down, where there is always room
 * @returns {boolean} whether any had to move
 */
function push(boxes, needs, width, share, upright = false) {
  let moved = false;
  for (let i = 0; i < boxes.length; i++) {
    const a = boxes[i];
    for (let j = i + 1; j < boxes.length; j++) {
      const b = boxes[j];
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const over = (a.w + b.w) / 2 + Math.max(ROOM.x, needs.get(i * boxes.length + j) ?? 0) - Math.abs(dx);
      const under = (a.h + b.h) / 2 + ROOM.y - Math.abs(dy);
      if (over <= 0.1 || under <= 0.1) continue;
      moved = true;
      const along = !upright && over < under;
      const by = (share * (along ? over : under)) / 2 + 0.05;
      if (along) [a.x, b.x] = dx < 0 ? [a.x + by, b.x - by] : [a.x - by, b.x + by];
      else [a.y, b.y] = dy < 0 ? [a.y + by, b.y - by] : [a.y - by, b.y + by];
    }
  }
  for (const one of boxes) one.x = Math.max(one.w / 2 + LEAST, Math.min(width - one.w / 2 - LEAST, one.x));
  return moved;
}

/** Pushes boxes off the lines between others, a little. @param {Box[]} boxes @param {Link[]} links */
function clear(boxes, links) {
  for (const link of links) {
    const [a, b] = [boxes[link.source], boxes[link.target]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const long = Math.hypot(dx, dy);
    if (long < 1) continue;
    const [nx, ny] = [-dy / long, dx / long];
    for (const one of boxes) {
      if (one === a || one === b) continue;
      const along = ((one.x - a.x) * dx + (one.y - a.y) * dy) / (long * long);
      if (along < 0.05 || along > 0.95) continue;
      const off = (one.x - a.x) * nx + (one.y - a.y) * ny;
      const lacks = Math.abs(nx) * (one.w / 2) + Math.abs(ny) * (one.h / 2) + 10 - Math.abs(off);
      if (lacks <= 0) continue;
      const by = (off < 0 ? -0.25 : 0.25) * Math.min(lacks, 40);
      one.x += nx * by;
      one.y += ny * by;
    }
  }
}

/**
 * Sets parts side by side, each as high up as it goes.
 * @param {{some: Box[], size: {w: number, h: number}}[]} settled
 * @param {number} width
 */
function pack(settled, width) {
  const columns = Math.max(1, Math.floor(width / CELL));
  const tops = new Array(columns).fill(0);
  for (const { some, size } of settled) {
    const needs = Math.min(columns, Math.ceil((size.w + ROOM.x) / CELL));
    let [best, least] = [0, Infinity];
    for (let at = 0; at + needs <= columns; at++) {
      const top = Math.max(...tops.slice(at, at + needs));
      if (top < least) [best, least] = [at, top];
    }
    for (const one of some) {
      one.x += best * CELL;
      one.y += least;
    }
    tops.fill(least + size.h + ROOM.y, best, best + needs);
  }
  const boxes = settled.flatMap(({ some }) => some);
  const spare = width - Math.max(...boxes.map((one) => one.x + one.w / 2));
  for (const one of boxes) one.x += Math.max(0, spare / 2);
}
