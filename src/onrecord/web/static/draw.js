// Draws what a page has as rows: the timeline, the network, the map. The rows come from the page's own address as JSON;
// when the list is asked for anew, so is the drawing. Without this file the tables tell the same.

/** @typedef {{update: (data: any) => void}} Drawn */

/** @type {import("./drawing.js").Links & {place: (spot: import("./shapes.js").Spot) => string}} */
const links = {
  row(row) {
    const [report, part] = row.split(/:(.*)/s);
    return `/reports/${encodeURIComponent(report)}${part ? `#${encodeURIComponent(part)}` : ""}`;
  },
  actor: (id) => `/actors/${encodeURIComponent(id).replaceAll("%3A", ":")}`,
  place(spot) {
    const asked = new URLSearchParams(location.search);
    asked.set("place", spot.key);
    return `${location.pathname}?${asked}#place`;
  },
};

/** What draws each sort of drawing. @type {Record<string, () => Promise<(element: HTMLElement, data: any) => Drawn>>} */
const sorts = {
  timeline: async () => {
    const { timeline } = await import("./timeline.js");
    return (element, { found }) => {
      const { update } = timeline(element, found, links);
      return { update: (data) => update(data.found) };
    };
  },
  network: async () => {
    const { network } = await import("./network.js");
    const { days } = await import("./days.js");
    const form = document.querySelector("form[data-days]");
    return (element, { found }) => {
      const { update } = network(element, found, links);
      if (form instanceof HTMLFormElement) element.before(days(form));
      return { update: (data) => void (data.found && update(data.found)) };
    };
  },
  map: async () => {
    const { map } = await import("./map.js");
    return (element, { found }) => {
      const { update } = map(element, found, links);
      return { update: (data) => update(data.found) };
    };
  },
};

/** The rows of the page as it stands; null where there are none to draw. @param {AbortSignal} signal */
async function rows(signal) {
  const address = document.getElementById("rows")?.dataset.json;
  if (!address) return null;
  const answer = await fetch(address, { signal, headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const data = await answer.json();
  return data.found ? data : null;
}

/** Until the page has been painted once: what can be read is not kept waiting for what is drawn. */
function painted() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

/** @param {HTMLElement} element */
async function begin(element) {
  const sort = sorts[element.dataset.draw ?? ""];
  if (!sort) return;
  let asking = new AbortController();
  await painted();
  const [make, data] = await Promise.all([sort(), rows(asking.signal)]).catch((problem) => {
    element.hidden = false;
    element.textContent = "The drawing could not be made. The table tells the same.";
    throw problem;
  });
  if (!data) return element.remove();
  element.hidden = false;
  const drawn = make(element, data);
  document.addEventListener("htmx:afterSwap", async (event) => {
    if (/** @type {HTMLElement} */ (event.target).id !== "rows" && !document.getElementById("rows")) return;
    asking.abort();
    asking = new AbortController();
    try {
      const next = await rows(asking.signal);
      if (next) drawn.update(next);
    } catch (problem) {
      if (!(problem instanceof DOMException && problem.name === "AbortError")) throw problem;
    }
  });
}

for (const element of document.querySelectorAll("[data-draw]")) if (element instanceof HTMLElement) begin(element);
