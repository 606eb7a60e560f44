// One row to code, by keys: a number answers the first question that has none, Enter goes on.
// @ts-check
import { writes } from "./site.js";

const form = document.querySelector("form.answers");
if (form instanceof HTMLFormElement) {
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = writes(event.target) && !(event.target instanceof HTMLInputElement && /radio|checkbox/.test(event.target.type));
    if (typing) return;
    if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement) && !(event.target instanceof HTMLAnchorElement)) {
      event.preventDefault();
      if (!sent) form.requestSubmit();
      return;
    }
    if (!/^\d$/.test(event.key)) return;
    const sets = [...form.querySelectorAll("fieldset[data-variable]")];
    const open = sets.find((one) => !one.querySelector("input[type=radio]:checked")) ?? sets.at(-1);
    const radios = open ? [...open.querySelectorAll("input[type=radio]")] : [];
    const chosen = event.key === "0" ? radios.at(-1) : radios[Number(event.key) - 1];
    if (chosen instanceof HTMLInputElement) {
      chosen.checked = true;
      chosen.focus();
      event.preventDefault();
    }
  });
}
