// Where it happened. Land and coast alone: no borders, no names but those of the places told of. A shaded circle shows how
// exactly a place is known; places that lie too near one another to tell apart are one mark with their number.
import { feature, geoCircle, geoGraticule, geoPath, select, zoom, zoomIdentity } from "./vendor/d3.js";
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
import { legend, meet, spot, spotWords } from "./map_marks.js";
import { around, clustered, FLAT, KM_PER_DEGREE, most, projected, sited, WORLD } from "./map_view.js";

/** @typedef {import("./shapes.js").Spot} Spot
 * @typedef {import("./map_view.js").Sited} Sited
 * @typedef {import("./map_view.js").Cluster} Cluster
 * @typedef {import("./map_view.js").View} View */

const NARROWEST = 0.15;
const FINE = 60;
const LISTED = 25;

/** @type {Map<string, Promise<any>>} */
const lands = new Map();

/** Land, coarse or fine, asked for once. @param {"110m" | "50m"} scale */
function land(scale) {
  const found =
    lands.get(scale) ??
    fetch(new URL(`./vendor/land-${scale}.json`, import.meta.url)).then(async (answer) => {
      if (!answer.ok) throw new Error(`no land: ${answer.status}`);
      const topology = await answer.json();
      return feature(topology, topology.objects.land);
    });
  lands.set(scale, found);
  return found;
}

/**
 * Draws a map into an element, and gives back what draws other places in its place.
 * @param {HTMLElement} element
 * @param {{rows: Spot[]}} data
 * @param {import("./drawing.js").Links & {place?: (spot: Spot) => string | null}} [links]
 * @returns {{update: (data: {rows: Spot[]}) => void}}
 */
export function map(element, data, links = NOWHERE) {
  const drawing = svg("svg", { class: "map", role: "group" });
  const panel = html("div", { class: "told", "aria-live": "polite" });
  const note = html("p", { class: "note" });
  let spots = sited(data.rows);
  let [width, high] = [0, 0];
  /** @type {View} */
  let view = around(most(spots));
  /** @type {Sited | null} */
  let looked = null;
  /** @type {Cluster[]} */
  let clusters = [];
  /** @type {{"110m"?: any, "50m"?: any}} */
  const ground = {};
  let last = zoomIdentity;
  let due = 0;

  const moves = zoom()
    .filter(meant)
    .on("zoom", ({ transform }) => {
      const k = transform.k / last.k;
      const [bx, by] = [transform.x - k * last.x, transform.y - k * last.y];
      last = transform;
      const { invert } = projected(view, width, high);
      const center = invert?.([(width / 2 - bx) / k, (high / 2 - by) / k]);
      looked = null;
      if (center) see({ center, wide: view.wide / k });
    });
  select(/** @type {Element} */ (drawing))
    .call(moves)
    .on("dblclick.zoom", null);
  drawing.style.touchAction = "pan-x pan-y";
  const by = (/** @type {number} */ factor) => () =>
    see({ center: (looked ?? clusters[0]?.spots[0])?.at ?? view.center, wide: view.wide / factor });
  const along = (/** @type {number} */ x, /** @type {number} */ y) => () => {
    looked = null;
    see({ ...view, center: [view.center[0] + x * view.wide, view.center[1] + y * Math.min(view.wide, 150)] });
  };
  const bar = toolbar(
    "The map",
    [
      { sign: "+", words: "Nearer", keys: ["+", "="], act: by(1.6) },
      { sign: "−", words: "Farther", keys: ["-"], act: by(1 / 1.6) },
      { sign: "←", words: "West", keys: ["Shift+Left"], act: along(-0.15, 0) },
      { sign: "→", words: "East", keys: ["Shift+Right"], act: along(0.15, 0) },
      { sign: "↑", words: "North", keys: ["Shift+Up"], act: along(0, 0.1) },
      { sign: "↓", words: "South", keys: ["Shift+Down"], act: along(0, -0.1) },
      { sign: "Places", words: "All places told of", keys: ["0"], act: () => see(around(spots)) },
      { sign: "World", words: "The world", keys: ["9"], act: () => see({ center: [view.center[0], 0], wide: WORLD }) },
    ],
    drawing,
  );
  walk(drawing, ".spot", look);

  /** Shows another part of the world. @param {View} next */
  function see({ center: [x, y], wide }) {
    const degrees = Math.min(WORLD, Math.max(NARROWEST, wide));
    const most = degrees >= FLAT ? Math.max(0, 80 - degrees / 5) : 80;
    view = { center: [((x + 540) % 360) - 180, Math.max(-most, Math.min(most, y))], wide: degrees };
    if (!due) due = requestAnimationFrame(() => ((due = 0), paint()));
  }

  /** @param {number} wide */
  function draw(wide) {
    width = wide;
    high = Math.round(Math.min(0.62 * width + 60, 640));
    paint();
  }

  /** Asks for the land that this view needs, and draws again when it is there. */
  function fetched() {
    for (const scale of /** @type {("110m" | "50m")[]} */ (view.wide < FINE ? ["110m", "50m"] : ["110m"]))
      if (!(scale in ground)) {
        ground[scale] = null;
        land(scale).then(
          (found) => ((ground[scale] = found), paint()),
          () => {
            note.textContent = "The land could not be loaded. The places are drawn without it.";
          },
        );
      }
    return (view.wide < FINE && ground["50m"]) || ground["110m"];
  }

  function paint() {
    if (!width) return;
    const projection = projected(view, width, high);
    const path = geoPath(projection);
    const focused = drawing.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-names")
      : null;
    drawing.setAttribute("viewBox", `0 0 ${width} ${high}`);
    drawing.setAttribute("width", String(width));
    drawing.setAttribute("height", String(high));
    drawing.setAttribute(
      "aria-label",
      `Map of ${counted(spots.length, "place")}. Arrow keys go from place to place, + and - nearer and farther.`,
    );
    const step = [30, 10, 5, 2, 1, 0.5, 0.1].find((one) => view.wide / one >= 5) ?? 0.05;
    /** @type {SVGElement[]} */
    const parts = [];
    const ink = (/** @type {string} */ kind, /** @type {any} */ shape) => {
      const d = path(shape);
      if (d) parts.push(svg("path", { class: kind, d }));
    };
    if (view.wide >= FLAT) ink("sea", { type: "Sphere" });
    const found = fetched();
    if (found) ink("land", found);
    ink("grid", geoGraticule().step([step, step])());
    const seen = spots.filter((one) => inside(projection(one.at)));
    for (const one of seen) {
      const km = one.place.precision_km;
      if (km)
        ink(
          "radius",
          geoCircle()
            .center(one.at)
            .radius(km / KM_PER_DEGREE)(),
        );
    }
    clusters = clustered(seen, projection);
    const wide = measure(element, 12, 600);
    const taken = clusters.map(({ x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r }));
    clusters.forEach((one, n) => parts.push(spot(one, n)));
    for (const one of clusters) parts.push(...named(one, taken, wide));
    parts.push(...scale(projection));
    drawing.replaceChildren(...parts);
    reachable(drawing, ".spot");
    if (focused)
      /** @type {SVGElement | null} */ (drawing.querySelector(`[data-names="${CSS.escape(focused)}"]`))?.focus({
        preventScroll: true,
      });
    const away = spots.length - seen.length;
    const lost = data.rows.length - spots.length;
    if (!note.textContent?.startsWith("The land"))
      note.textContent = [
        away ? `${counted(away, "place")} ${away === 1 ? "lies" : "lie"} outside of what is shown.` : "",
        lost
          ? `Of ${counted(lost, "place")} it is not known where ${lost === 1 ? "it lies" : "they lie"}: in the table alone.`
          : "",
      ]
        .filter(Boolean)
        .join(" ");
  }

  /** @param {[number, number] | null} point */
  function inside(point) {
    return point !== null && point[0] > -8 && point[1] > -8 && point[0] < width + 8 && point[1] < high + 8;
  }

  /**
   * The name of a mark beside it, where there is room.
   * @param {Cluster} one
   * @param {{x: number, y: number, w: number, h: number}[]} taken
   * @param {(words: string) => number} wide
   */
  function named({ spots: some, x, y, r }, taken, wide) {
    const more = some.length > 1 ? ` and ${some.length - 1} more` : "";
    const words = fitted(some[0].place.name, 150, wide) + more;
    const w = wide(words) + 4;
    const rooms = [
      [x + r + 3, y - 8],
      [x - r - 3 - w, y - 8],
      [x - w / 2, y - r - 19],
      [x - w / 2, y + r + 3],
    ];
    const room = rooms
      .map(([left, top]) => ({ x: left, y: top, w, h: 16 }))
      .find(
        (box) =>
          box.x > 0 && box.x + w < width && box.y > 0 && box.y + 16 < high && !taken.some((other) => meet(box, other)),
      );
    if (!room) return [];
    taken.push(room);
    return [svg("text", { class: "name", x: room.x + 2, y: room.y + 12 }, words)];
  }

  /**
   * How long a round number of kilometres is, in the middle of the map.
   * @param {import("d3-geo").GeoProjection} projection
   */
  function scale(projection) {
    const [x, y] = view.center;
    const degree = projection([x, y]);
    const other = projection([x + 0.01, y]);
    if (!degree || !other) return [];
    const perKm = Math.abs(other[0] - degree[0]) / (0.01 * KM_PER_DEGREE * Math.cos((y * Math.PI) / 180));
    const km = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].find((one) => one * perKm < 0.25 * width) ?? 0.5;
    const [left, bottom, long] = [14, high - 14, km * perKm];
    const about = view.wide >= FLAT ? "about " : "";
    return [
      svg("path", { class: "scale", d: `M${left} ${bottom - 5}V${bottom}H${left + long}V${bottom - 5}` }),
      svg("text", { class: "scale", x: left + 4, y: bottom - 6 }, `${about}${km.toLocaleString("en")} km`),
    ];
  }

  /** Tells of a mark. @param {SVGElement} mark */
  function look(mark) {
    const cluster = clusters[Number(mark.dataset.spot)];
    if (!cluster) return;
    const { spots: some, events } = cluster;
    looked = some[0];
    const heading =
      some.length === 1
        ? some[0].place.name
        : `${counted(some.length, "place")}, ${counted(events, "event")}${some.length > LISTED ? `; the first ${LISTED}` : ""}`;
    tell(
      panel,
      heading,
      some.slice(0, LISTED).map((one) => ({
        words: spotWords(one, some.length > 1),
        href: links.place?.(one) ?? null,
      })),
      null,
      "the events",
    );
  }

  element.replaceChildren(bar, drawing, note, legend(), panel);
  whenWide(element, draw);
  return {
    update(next) {
      data = next;
      spots = sited(next.rows);
      panel.replaceChildren();
      looked = null;
      see(around(most(spots)));
    },
  };
}
