// What the page uses of d3 and of topojson-client. Made by web/build.mjs from web/d3.js.
export { axisTop } from "d3-axis";
export { drag } from "d3-drag";
export { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
export { geoCircle, geoDistance, geoEqualEarth, geoGraticule, geoMercator, geoPath } from "d3-geo";
export { scaleUtc } from "d3-scale";
export { select } from "d3-selection";
export { utcFormat } from "d3-time-format";
export { zoom, zoomIdentity } from "d3-zoom";
export { feature } from "topojson-client";
