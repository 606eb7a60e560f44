// What every page has: the theme, keys, and the menu. Everything else works without it.
// @ts-check

/** @param {string} words what a screen reader is to say */
export function say(words) {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
}

function theme() {
  const button = document.querySelector("button[data-theme]");
  if (!(button instanceof HTMLButtonElement)) return;
  const root = document.documentElement;
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const show = () => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`);
  };
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("onrecord-theme", root.dataset.theme);
    } catch {
      // It holds for this page then.
    }
    show();
  });
}

/** @param {EventTarget | null} target whether keys typed there are text */
export function writes(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function keys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("find")?.focus();
    }
  });
}

/** Filters that are not set stay out of the address. */
function brief() {
  document.addEventListener("formdata", (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== "get") return;
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}

function menu() {
  const details = document.querySelector("details.menu");
  if (!(details instanceof HTMLDetailsElement)) return;
  const narrow = matchMedia("(max-width: 60rem)");
  const fit = () => {
    details.open = !narrow.matches;
  };
  fit();
  narrow.addEventListener("change", fit);
}

/** Leaves what is not filled in out of the address. */
function short() {
  document.addEventListener("htmx:configRequest", (event) => {
    const { parameters, verb } = /** @type {CustomEvent} */ (event).detail;
    if (verb !== "get") return;
    for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
  });
}

/** Says why a form was not answered, beside it: what is swapped into the page are answers alone. */
function failures() {
  document.addEventListener("htmx:beforeRequest", () => document.querySelector("p.failed")?.remove());
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr, elt } = /** @type {CustomEvent} */ (event).detail;
    const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const told = [...answer.querySelectorAll("main p")].slice(0, 2).map((one) => one.textContent?.trim());
    const notice = document.createElement("p");
    notice.className = "notice failed";
    notice.setAttribute("role", "alert");
    notice.textContent = told.filter(Boolean).join(" ") || "That did not work.";
    (elt.closest("form") ?? elt).after(notice);
  });
}

theme();
keys();
brief();
menu();
short();
failures();
