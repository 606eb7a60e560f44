// The marks of a map and the words for them.
import { counted, html, svg } from "./drawing.js";

/** @typedef {import("./shapes.js").Spot} Spot
 * @typedef {import("./map_view.js").Cluster} Cluster */

/** @param {Cluster} cluster @param {number} n */
export function spot({ spots, x, y, r, events }, n) {
  const words =
    spots.length === 1 ? spotWords(spots[0], true) : `${counted(spots.length, "place")}, ${counted(events, "event")}`;
  const exact = spots.every((one) => one.place.precision_km !== null);
  return svg(
    "g",
    {
      class: `spot${spots.length > 1 ? " many" : ""}${exact ? "" : " vague"}`,
      transform: `translate(${x} ${y})`,
      tabindex: -1,
      role: "button",
      "aria-label": words,
      "data-spot": n,
      "data-names": spots.map((one) => one.place.name).join("; "),
    },
    svg("title", {}, words),
    svg("circle", { class: "shape", r }),
    svg("text", { y: 4 }, short(events)),
  );
}

/** A number of four signs at most. @param {number} number */
function short(number) {
  return number < 10_000 ? String(number) : `${Math.round(number / 1000)}k`;
}

/** What is told of a place. @param {Spot} spot @param {boolean} named */
export function spotWords({ place, events, reports, types, first, last }, named) {
  const km = place.precision_km;
  const exact =
    km === null
      ? "how exactly is not known"
      : km < 1
        ? "to less than 1 km"
        : `to about ${Math.round(km).toLocaleString("en")} km`;
  const kinds = types
    .slice(0, 4)
    .map(([type, n]) => `${type} ${n}`)
    .join(", ");
  const days = first ? `, ${first === last || !last ? first : `${first} – ${last}`}` : "";
  return `${named ? `${place.name}: ` : ""}${counted(events, "event")} in ${counted(reports, "report")}${days} (${kinds}); known ${exact}`;
}

/** @param {{x: number, y: number, w: number, h: number}} a @param {{x: number, y: number, w: number, h: number}} b */
export function meet(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** What the shapes mean, and whose land it is. */
export function legend() {
  const list = html("ul", { class: "legend" });
  const line = (/** @type {string} */ words, /** @type {SVGElement[]} */ ...drawn) => {
    list.append(
      html(
        "li",
        {},
        svg("svg", { class: "map inline", width: 46, height: 22, "aria-hidden": "true" }, ...drawn),
        ` ${words}`,
      ),
    );
  };
  line("events at one place", svg("g", { class: "spot" }, svg("circle", { class: "shape", cx: 23, cy: 11, r: 9 })));
  line("at several places", svg("g", { class: "spot many" }, svg("circle", { class: "shape", cx: 23, cy: 11, r: 9 })));
  line("how exactly a place is known", svg("circle", { class: "radius", cx: 23, cy: 11, r: 9 }));
  const caption =
    "Land and coast: Natural Earth (public domain), simplified. No borders are drawn, and no country is read off the map.";
  list.append(html("li", {}, caption));
  return list;
}
