// What of the world a map shows, and where on it marks stand.
import { geoDistance, geoEqualEarth, geoMercator } from "./vendor/d3.js";

/** @typedef {import("./shapes.js").Spot} Spot
 * @typedef {Spot & {at: [number, number]}} Sited A spot with a longitude and a latitude.
 * @typedef {{spots: Sited[], x: number, y: number, r: number, events: number}} Cluster
 * @typedef {{center: [number, number], wide: number}} View What is seen: degrees of the middle, degrees from left to right. */

export const KM_PER_DEGREE = 111.195;
export const WORLD = 360;
/** Degrees from left to right from which on areas are equal, not angles. */
export const FLAT = 100;

/** Those of which it is known where they lie, the most told first. @param {Spot[]} rows @returns {Sited[]} */
export function sited(rows) {
  /** @type {Sited[]} */
  const found = [];
  for (const one of rows)
    if (one.place.lon !== null && one.place.lat !== null) found.push({ ...one, at: [one.place.lon, one.place.lat] });
  return found.sort((a, b) => b.events - a.events || (a.place.name < b.place.name ? -1 : 1));
}

/**
 * The places of nineteen of twenty events, if the others would make the map much wider; else all.
 * @param {Sited[]} spots
 */
export function most(spots) {
  const events = spots.reduce((sum, one) => sum + one.events, 0);
  const busiest = spots[0];
  if (!busiest) return spots;
  const away = (/** @type {Sited} */ one) => geoDistance(one.at, busiest.at);
  const near = [...spots].sort((a, b) => away(a) - away(b));
  let kept = 0;
  const some = near.filter((one) => {
    const before = kept;
    kept += one.events;
    return before < 0.95 * events;
  });
  return around(spots).wide > 2 * around(some).wide ? some : spots;
}

/**
 * What has all places in it, with the circles of how exactly each is known; the widest gap of longitudes is left out.
 * @param {Sited[]} spots
 * @returns {View}
 */
export function around(spots) {
  if (!spots.length) return { center: [0, 10], wide: WORLD };
  const east = spots.map((one) => one.at[0]).sort((a, b) => a - b);
  let [gap, first] = [east[0] + 360 - east[east.length - 1], 0];
  for (let n = 1; n < east.length; n++) if (east[n] - east[n - 1] > gap) [gap, first] = [east[n] - east[n - 1], n];
  const around_ = 360 - gap;
  const north = spots.map((one) => one.at[1]);
  const [low, top] = [Math.min(...north), Math.max(...north)];
  const blurred = Math.min(6, Math.max(...spots.map((one) => (one.place.precision_km ?? 0) / KM_PER_DEGREE)));
  const wide = Math.max(around_ * 1.3, (top - low) * 2.4, blurred * 3, 2);
  return { center: [((east[first] + around_ / 2 + 540) % 360) - 180, (low + top) / 2], wide: Math.min(WORLD, wide) };
}

/**
 * From degrees to pixels: equal areas where much of the world is seen, equal angles where little is.
 * @param {View} view
 * @param {number} width
 * @param {number} high
 */
export function projected({ center: [x, y], wide }, width, high) {
  const equal = wide >= FLAT;
  const projection = equal ? geoEqualEarth().rotate([-x, 0]) : geoMercator().rotate([-x, 0]);
  // The width of the world in Equal Earth is 5.41 times its scale, in Mercator 2π times.
  projection
    .scale(equal ? ((width - 8) / 5.413) * (WORLD / wide) : (width / (2 * Math.PI)) * (WORLD / wide))
    .translate([0, 0]);
  const middle = projection([x, y]) ?? [0, 0];
  return projection
    .translate([width / 2 - middle[0], high / 2 - middle[1]])
    .clipExtent([
      [-60, -60],
      [width + 60, high + 60],
    ])
    .precision(0.4);
}

/**
 * Marks of spots, those that would lie on one another as one.
 * @param {Sited[]} spots
 * @param {(at: [number, number]) => [number, number] | null} projection
 */
export function clustered(spots, projection) {
  /** @type {Cluster[]} */
  const found = [];
  for (const one of spots) {
    const [x, y] = projection(one.at) ?? [0, 0];
    const near = found.find((other) => Math.hypot(other.x - x, other.y - y) < other.r + size(one.events) + 2);
    if (!near) found.push({ spots: [one], x, y, r: size(one.events), events: one.events });
    else {
      near.spots.push(one);
      near.events += one.events;
      near.r = size(near.events);
    }
  }
  return found;
}

/** Pixels of the radius of a mark; its area grows with the number. @param {number} events */
function size(events) {
  return Math.min(30, 8 + 1.6 * Math.sqrt(events));
}
