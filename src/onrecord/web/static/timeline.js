// What happened, in time. A day is a mark; a month or a year a bar with soft ends, since nobody told which day; days that
// were told bound a bar sharply; an end that nobody told fades away. What is told as not certain is hollow.
import { axisTop, scaleUtc, select, zoom, zoomIdentity } from "./vendor/d3.js";
import {
  counted,
  fitted,
  html,
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
import { lanes, span, timed } from "./lanes.js";
import { fades, legend, named, shape, title, told, when } from "./timeline_marks.js";

/** @typedef {import("./lanes.js").Timed} Timed
 * @typedef {import("./lanes.js").Mark} Mark
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {import("./shapes.js").Happening} Happening */

const TOP = 48;
const GAP = 12;
const MARGIN = 24;
const LISTED = 25;
/** Milliseconds that are shown at least: three days. */
const NEAREST = 3 * 86_400_000;

/** By what lanes can be told apart. @type {Record<string, (one: Timed) => string>} */
const KINDS = {
  type: ({ row }) => row.type,
  place: ({ row }) => row.place?.name ?? "no place told",
  who: ({ row }) => row.actors[0]?.name ?? "nobody named",
};

/**
 * Draws a timeline into an element, and gives back what draws other rows in its place.
 * @param {HTMLElement} element
 * @param {{rows: Happening[]}} data
 * @param {import("./drawing.js").Links} [links]
 * @returns {{update: (data: {rows: Happening[]}) => void}}
 */
export function timeline(element, data, links = NOWHERE) {
  const drawing = svg("svg", { class: "timeline", role: "group" });
  const panel = html("div", { class: "told", "aria-live": "polite" });
  const note = html("p", { class: "note" });
  let { timed: rows, undated } = timed(data.rows);
  let kind = "type";
  let [width, gutter] = [0, 0];
  let scale = scaleUtc();
  let now = scale;
  /** @type {Mark[]} */
  let marks = [];

  const moves = zoom()
    .filter(meant)
    .on("zoom", ({ transform }) => {
      now = transform.rescaleX(scale);
      paint();
    });
  const surface = select(/** @type {Element} */ (drawing))
    .call(moves)
    .on("dblclick.zoom", null);
  drawing.style.touchAction = "pan-x pan-y";
  const by = (/** @type {number} */ factor) => () =>
    void moves.scaleBy(surface, factor, [gutter + (width - gutter) / 2, 0]);
  const along = (/** @type {number} */ share) => () =>
    void moves.translateBy(surface, (share * (width - gutter)) / zoomed(), 0);
  const bar = toolbar(
    "The timeline",
    [
      { sign: "+", words: "Nearer", keys: ["+", "="], act: by(1.6) },
      { sign: "−", words: "Farther", keys: ["-"], act: by(1 / 1.6) },
      { sign: "←", words: "Earlier", keys: ["Shift+Left"], act: along(0.3) },
      { sign: "→", words: "Later", keys: ["Shift+Right"], act: along(-0.3) },
      { sign: "Whole", words: "All that has a date", keys: ["0"], act: whole },
    ],
    drawing,
  );
  bar.append(chooser());
  walk(drawing, ".mark", look);

  function zoomed() {
    return (
      (scale.domain()[1].getTime() - scale.domain()[0].getTime()) /
      (now.domain()[1].getTime() - now.domain()[0].getTime())
    );
  }

  /** Shows everything, also the few that are far off. */
  function whole() {
    if (!rows.length) return;
    const first = Math.min(...rows.map((one) => one.from ?? one.to ?? 0));
    const last = Math.max(...rows.map((one) => one.to ?? one.from ?? 0));
    show(first - 0.03 * (last - first), last + 0.03 * (last - first));
  }

  /** Shows a span of time. @param {number} first @param {number} last */
  function show(first, last) {
    const [a, b] = [scale(new Date(first)), scale(new Date(last))];
    const k = (width - gutter) / Math.max(b - a, 1e-6);
    moves.transform(surface, zoomIdentity.translate(gutter - k * a, 0).scale(k));
  }

  /** By what the lanes are told apart. */
  function chooser() {
    const choice = html("select");
    for (const name of Object.keys(KINDS)) choice.append(html("option", { value: name }, name));
    choice.addEventListener("change", () => {
      kind = choice.value;
      draw(width);
    });
    return html("label", {}, "lanes by ", choice);
  }

  /** Tells of a mark, or goes nearer where it stands for many. @param {SVGElement} shape */
  function look(shape) {
    const mark = marks[Number(shape.dataset.mark)];
    if (!mark) return;
    const some = mark.rows.slice(0, LISTED);
    const heading =
      mark.rows.length === 1
        ? title(mark.rows[0].row)
        : `${counted(mark.rows.length, "event")}, ${when(mark.rows[0])}${mark.rows.length > LISTED ? `; the first ${LISTED}` : ""}`;
    tell(
      panel,
      heading,
      some.map(({ row }) => ({
        words: `${mark.rows.length > 1 ? `${title(row)}: ` : ""}${told(row)}`,
        quote: row.passage.text,
        href: links.row(row.row),
      })),
    );
  }

  /** @param {number} wide */
  function draw(wide) {
    width = wide;
    gutter = width < 520 ? 8 : Math.min(190, 0.2 * width);
    if (!rows.length) {
      drawing.replaceChildren();
      drawing.setAttribute("height", "0");
      note.textContent = undated
        ? `None of the ${counted(undated, "event")} has a date; they are in the table.`
        : "There is nothing to draw.";
      return;
    }
    const [first, last] = span(rows);
    moves.scaleExtent([0.02, Math.max(1, (last - first) / NEAREST)]);
    scale = scaleUtc()
      .domain([new Date(first), new Date(last)])
      .range([gutter, width - MARGIN]);
    now = scale;
    moves.transform(surface, zoomIdentity);
    paint();
  }

  function paint() {
    if (!rows.length || width <= gutter) return;
    const place = (/** @type {number} */ at) => now(new Date(at)) - gutter;
    const rowed = lanes(rows, KINDS[kind], place, width - gutter);
    marks = rowed.flatMap((one) => one.marks);
    const focused = drawing.contains(document.activeElement) ? document.activeElement?.getAttribute("data-rows") : null;
    const narrow = gutter < 20;
    const head = narrow ? 18 : 0;
    const high = TOP + rowed.reduce((sum, one) => sum + one.height + GAP + head, 0) + 4;
    drawing.setAttribute("viewBox", `0 0 ${width} ${high}`);
    drawing.setAttribute("width", String(width));
    drawing.setAttribute("height", String(high));
    drawing.setAttribute(
      "aria-label",
      `Timeline of ${counted(rows.length, "event")}. Arrow keys go from event to event, + and - nearer and farther.`,
    );
    const axis = svg("g", { class: "axis", transform: `translate(0 ${TOP - 6})` });
    const ticks = Math.max(2, Math.floor((width - gutter) / 110));
    select(axis).call(
      axisTop(now)
        .ticks(ticks)
        .tickSizeInner(6)
        .tickSizeOuter(0)
        .tickFormat(named(now.ticks(ticks))),
    );
    const ground = svg("g", { class: "ground" });
    for (const at of now.ticks(ticks)) ground.append(svg("line", { x1: now(at), x2: now(at), y1: TOP - 6, y2: high }));
    const clip = svg(
      "clipPath",
      { id: "timeline-inside" },
      svg("rect", { x: gutter, y: 0, width: width - gutter, height: high }),
    );
    const [first, last] = now.domain().map((at) => at.getUTCFullYear());
    const years = svg(
      "text",
      { class: "years", x: narrow ? 2 : 0, y: narrow ? 12 : TOP - 14 },
      first === last ? String(first) : `${first} – ${last}`,
    );
    /** @type {SVGElement[]} */
    const parts = [svg("defs", {}, ...fades(), clip), ground, axis, years];
    const words = measure(element, 13, 600);
    let y = TOP;
    let n = 0;
    for (const one of rowed) {
      const count = one.marks.reduce((sum, mark) => sum + mark.rows.length, 0) + one.left.length + one.right.length;
      const name = fitted(one.name, narrow ? width - 90 : gutter - 44, words);
      parts.push(svg("line", { class: "rule", x1: 0, x2: width, y1: y, y2: y }));
      const named = svg(
        "text",
        { class: "lane", x: narrow ? 2 : 0, y: y + 16 },
        name,
        svg("tspan", { class: "count", dx: 6 }, String(count)),
      );
      parts.push(named);
      const top = y + head + (GAP + 15) / 2;
      const inside = svg("g", { "clip-path": "url(#timeline-inside)" });
      for (const mark of one.marks) inside.append(shape(mark, gutter + mark.x, top + mark.y, n++));
      parts.push(inside, ...away(one, top));
      y += one.height + GAP + head;
    }
    drawing.replaceChildren(...parts);
    reachable(drawing, ".mark");
    if (focused)
      /** @type {SVGElement | null} */ (drawing.querySelector(`[data-rows="${CSS.escape(focused)}"]`))?.focus({
        preventScroll: true,
      });
    note.textContent = undated
      ? `${counted(undated, "event")} without a date ${undated === 1 ? "is" : "are"} in the table alone.`
      : "";
  }

  /** How many of a lane lie outside, before and after. @param {Lane} one @param {number} y */
  function away(one, y) {
    /** @type {SVGElement[]} */
    const parts = [];
    for (const [some, x, anchor, mark] of /** @type {const} */ ([
      [one.left, gutter + 2, "start", "◂ "],
      [one.right, width - 2, "end", " ▸"],
    ])) {
      if (!some.length) continue;
      const words = anchor === "start" ? `${mark}${some.length}` : `${some.length}${mark}`;
      const text = svg(
        "text",
        { class: "away", x, y: y + 4.5, "text-anchor": anchor },
        words,
        svg("title", {}, `${counted(some.length, "event")} ${anchor === "start" ? "earlier" : "later"}`),
      );
      text.addEventListener("click", whole);
      parts.push(text);
    }
    return parts;
  }

  element.replaceChildren(bar, drawing, note, legend(), panel);
  whenWide(element, draw);
  return {
    update(next) {
      ({ timed: rows, undated } = timed(next.rows));
      panel.replaceChildren();
      if (width) draw(width);
    },
  };
}
