// The marks of a timeline and the words for them.
import { utcFormat } from "./vendor/d3.js";
import { counted, html, instant, interval, said, svg } from "./drawing.js";
import { pointed, sharp } from "./lanes.js";

/** @typedef {import("./lanes.js").Timed} Timed
 * @typedef {import("./lanes.js").Mark} Mark
 * @typedef {import("./shapes.js").Happening} Happening */

/**
 * How ticks are called: by the hour, the day, the month or the year, as far apart as they are.
 * @param {Date[]} ticks
 */
export function named(ticks) {
  const apart = ticks.length > 1 ? (ticks[1].getTime() - ticks[0].getTime()) / 86_400_000 : 1;
  const [hour, day, month, year] = ["%H:%M", "%-d %b", "%b", "%Y"].map((one) => utcFormat(one));
  return (/** @type {any} */ at) => {
    if (apart < 1) return (at.getTime() % 86_400_000 ? hour : day)(at);
    if (apart < 28) return day(at);
    return (apart < 360 && at.getUTCMonth() ? month : year)(at);
  };
}

/** One or several rows as a mark. @param {Mark} mark @param {number} x @param {number} y @param {number} n */
export function shape(mark, x, y, n) {
  const { rows, w, open } = mark;
  const first = rows[0];
  const many = rows.length > 1;
  const words = many
    ? `${counted(rows.length, "event")}, ${when(first)}`
    : `${title(first.row)}, ${when(first)}, ${first.row.status}`;
  const firm = first.row.certainty === "CT+" && (first.row.status === "occurred" || first.row.status === "ongoing");
  const group = svg(
    "g",
    {
      class: `mark${many ? " many" : firm ? "" : " doubtful"}`,
      tabindex: -1,
      role: "button",
      "aria-label": words,
      "data-mark": n,
      "data-rows": rows.map((one) => one.row.row).join(" "),
    },
    svg("title", {}, words),
  );
  if (mark.half > 16) {
    const [from, to] = [x - mark.half + 2, x + mark.half - 2];
    group.append(
      svg("path", { class: "day", d: `M${from} ${y - 4}V${y + 4}M${from} ${y}H${to}M${to} ${y - 4}V${y + 4}` }),
    );
  }
  if (pointed(first)) {
    if (many) group.append(svg("rect", { class: "shape", x: x - 11, y: y - 7, width: 22, height: 14, rx: 7 }));
    else if (first.row.status === "denied")
      group.append(
        svg("path", { class: "shape", d: `M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x + 5} ${y - 5}L${x - 5} ${y + 5}` }),
      );
    else group.append(svg("circle", { class: "shape", cx: x, cy: y, r: 5 }));
  } else {
    const fill = open === "to" ? "fade-out" : open === "from" ? "fade-in" : sharp(first) ? "" : "fade-both";
    group.append(
      svg("rect", {
        class: `shape bar${fill ? "" : " sharp"}`,
        x,
        y: y - 4,
        width: w,
        height: 8,
        ...(fill ? { fill: `url(#${fill})` } : {}),
      }),
    );
  }
  if (many) group.append(svg("text", { x: w ? x + Math.min(w / 2, 40) : x, y: y + 4 }, String(rows.length)));
  return group;
}

/** The fills of bars whose ends nobody told. */
export function fades() {
  /** @type {[string, [number, number][]][]} */
  const kinds = [
    [
      "fade-both",
      [
        [0, 0.12],
        [0.3, 0.85],
        [0.7, 0.85],
        [1, 0.12],
      ],
    ],
    [
      "fade-out",
      [
        [0, 0.9],
        [0.3, 0.7],
        [1, 0],
      ],
    ],
    [
      "fade-in",
      [
        [0, 0],
        [0.7, 0.7],
        [1, 0.9],
      ],
    ],
  ];
  return kinds.map(([id, stops]) =>
    svg(
      "linearGradient",
      { id },
      ...stops.map(([offset, opacity]) => svg("stop", { offset, "stop-opacity": opacity })),
    ),
  );
}

/** What an event is, in a line. @param {Happening} row */
export function title(row) {
  const names = (/** @type {import("./shapes.js").Who[]} */ some) => some.map((one) => one.name).join(", ");
  const upon = names(row.recipients);
  return `${row.type} ${names(row.actors) || "somebody"}${upon ? ` → ${upon}` : ""}`;
}

/** When, as a person reads it and as it is told. @param {Timed} one */
export function when({ row }) {
  const how = row.precision && row.precision !== "unknown" ? `, to the ${row.precision}` : "";
  return `${interval(row.start, row.end)}${how}${row.when ? ` (“${row.when}”)` : ""}`;
}

/** How it is told, and by whom. @param {Happening} row */
export function told(row) {
  const at = row.place ? `, ${row.place.name}` : "";
  const origins = row.origins > 1 ? `, ${counted(row.origins, "origin")}` : "";
  return `${when({ row, from: instant(row.start), to: instant(row.end) })}${at}; ${row.status} ${row.certainty}, according to ${said(row.voice)}${origins}`;
}

/** What the shapes mean. */
export function legend() {
  const list = html("ul", { class: "legend" });
  /** @type {[string, Record<string, string>][]} */
  const bars = [
    ["days that are told", { class: "shape bar sharp" }],
    ["some time in it: which days is not told", { class: "shape bar", fill: "url(#fade-both)" }],
    ["an end that is not told", { class: "shape bar", fill: "url(#fade-out)" }],
  ];
  const line = (/** @type {string} */ words, /** @type {string} */ kind, /** @type {SVGElement} */ drawn) => {
    const figure = svg(
      "svg",
      { class: "timeline", width: 46, height: 14, "aria-hidden": "true" },
      svg("g", { class: kind }, drawn),
    );
    list.append(html("li", {}, figure, ` ${words}`));
  };
  line("a day", "mark", svg("circle", { class: "shape", cx: 23, cy: 7, r: 5 }));
  line("not certain, or not told as done", "mark doubtful", svg("circle", { class: "shape", cx: 23, cy: 7, r: 5 }));
  line("denied", "mark doubtful", svg("path", { class: "shape", d: "M18 2L28 12M28 2L18 12" }));
  for (const [words, attributes] of bars)
    line(words, "mark", svg("rect", { x: 1, y: 3, width: 44, height: 8, ...attributes }));
  return list;
}
