// Files are dropped anywhere on the page; a job is looked at again until it is over.
// @ts-check
import { say } from "./site.js";

const form = document.querySelector("form.drop");
const input = document.getElementById("files");
if (form instanceof HTMLFormElement && input instanceof HTMLInputElement) {
  const chosen = form.querySelector("[data-chosen]");
  const show = () => {
    const number = input.files?.length ?? 0;
    if (chosen) chosen.textContent = number === 0 ? "" : `${number} ${number === 1 ? "file" : "files"} chosen.`;
  };
  input.addEventListener("change", show);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) form.classList.remove("over");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    input.files = files;
    show();
    form.requestSubmit();
  });
}

const WAIT = 700;
async function watch() {
  const job = document.getElementById("job");
  if (!job || job.dataset.over === "yes") return;
  try {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("job");
    if (fresh) {
      const focused = document.activeElement instanceof HTMLButtonElement && job.contains(document.activeElement);
      job.replaceWith(fresh);
      if (focused) fresh.querySelector("button")?.focus();
      if (fresh.dataset.over === "yes") say(fresh.querySelector(".lead")?.textContent ?? "");
    }
  } catch {
    // The page has gone; the next look tells.
  }
  setTimeout(watch, WAIT);
}
if (document.getElementById("job")) setTimeout(watch, WAIT);
