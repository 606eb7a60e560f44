// Makes src/onrecord/web/static/vendor anew: what the page uses of other people's work, with licences and hashes.
// Run it with `make vendor`. Twice gives the same bytes: versions are pinned in package-lock.json, and no time, no path
// and no random number goes into what is written.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { quantize } from "topojson-client";
import { filter, filterWeight, presimplify, quantile, simplify } from "topojson-simplify";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "node_modules");
const VENDOR = join(HERE, "..", "src", "onrecord", "web", "static", "vendor");

// How much of the coast is kept in land-50m.json, as the share of its points that weigh most (by the area of the
// triangle that each makes with its neighbours), and how finely the globe is divided for the numbers of both files.
const KEPT = 0.42;
const STEPS = { "110m": 1e4, "50m": 2e4 };
const DATA = "Natural Earth, public domain";
const NATURAL_EARTH = `land-110m.json and land-50m.json are made of Natural Earth's land at 1:110 million and 1:50 million,
as the package world-atlas has it. Natural Earth's terms of use put all of its raster and vector data in the public domain:
no permission is needed to use it, and crediting the authors is not necessary.
Made with Natural Earth.
`;

/** The licence of a package, as it is in the package. */
function licence(name) {
  const folder = join(MODULES, name);
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no file with its licence`);
  return readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n").trim() + "\n";
}

/** The name, version and licence's short name of a package. */
function described(name) {
  const { version, license } = JSON.parse(readFileSync(join(MODULES, name, "package.json"), "utf8"));
  return { name, version, licence: license };
}

/** One module of all that d3.js names, and the packages that went into it. */
async function bundle() {
  const made = await build({
    absWorkingDir: HERE,
    entryPoints: ["d3.js"],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    charset: "utf8",
    banner: { js: "/* d3 and topojson-client, bundled by web/build.mjs; licences: LICENSES.txt */" },
    metafile: true,
    write: false,
  });
  const [output] = Object.values(made.metafile.outputs);
  const used = Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const paths = used.map(([path]) => path).filter((path) => path.startsWith("node_modules/"));
  const packages = new Set(paths.map((path) => path.split("/")[1]));
  return { bytes: Buffer.from(made.outputFiles[0].contents), packages: [...packages].sort() };
}

/** Types for the checker: what is in the bundle, from where its types are. Not read by any browser. */
function types() {
  const text = readFileSync(join(HERE, "d3.js"), "utf8");
  return Buffer.from(text.replace("build.mjs bundles exactly this.", "Made by web/build.mjs from web/d3.js."));
}

/** Land as topology: no borders, no names. keep: the share of points that stay; 1 for all. */
function land(scale, keep) {
  const whole = JSON.parse(readFileSync(join(MODULES, "world-atlas", `land-${scale}.json`), "utf8"));
  const weighed = presimplify(whole);
  const least = keep < 1 ? quantile(weighed, keep) : 0;
  const kept = filter(simplify(weighed, least), filterWeight(weighed, least));
  const { objects, arcs, transform, bbox } = quantize(kept, STEPS[scale]);
  return Buffer.from(
    JSON.stringify({ type: "Topology", data: DATA, bbox, transform, objects: { land: objects.land }, arcs }),
  );
}

const d3 = await bundle();
const files = [
  { file: "d3.js", bytes: d3.bytes, packages: d3.packages },
  { file: "d3.d.ts", bytes: types(), packages: [] },
  {
    file: "htmx.min.js",
    bytes: readFileSync(join(MODULES, "htmx.org", "dist", "htmx.min.js")),
    packages: ["htmx.org"],
  },
  { file: "land-110m.json", bytes: land("110m", 1), packages: ["world-atlas"] },
  { file: "land-50m.json", bytes: land("50m", KEPT), packages: ["world-atlas"] },
];

const lines = [
  "# What the page uses of others. Made by web/build.mjs from web/package-lock.json: run `make vendor`, change nothing here.",
  "# One line for each package in a file: bytes and sha256 are of the whole file. The texts of the licences: LICENSES.txt.",
  `# The land is ${DATA}; world-atlas's own licence is that of its making.`,
  ["file", "bytes", "sha256", "package", "version", "licence"].join("\t"),
];
const own = { name: "onrecord", version: "-", licence: "Apache-2.0" };
for (const { file, bytes, packages } of files) {
  const hash = createHash("sha256").update(bytes).digest("hex");
  for (const one of packages.length ? packages.map(described) : [own])
    lines.push([file, bytes.length, hash, one.name, one.version, one.licence].join("\t"));
}
const names = [...new Set(files.flatMap((one) => one.packages))].sort();
const texts = names.map((name) => {
  const { version, licence: short } = described(name);
  return `${"=".repeat(80)}\n${name} ${version} (${short})\n${"=".repeat(80)}\n${licence(name)}`;
});

if (existsSync(VENDOR)) rmSync(VENDOR, { recursive: true });
mkdirSync(VENDOR, { recursive: true });
for (const { file, bytes } of files) writeFileSync(join(VENDOR, file), bytes);
writeFileSync(join(VENDOR, "VENDOR.tsv"), lines.join("\n") + "\n");
writeFileSync(join(VENDOR, "LICENSES.txt"), [NATURAL_EARTH, ...texts].join("\n"));
