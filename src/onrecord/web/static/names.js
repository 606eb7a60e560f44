// Offers names of the ledger while one types into a field that asks for somebody (data-names). Without it one types them.
// @ts-check

/** @param {HTMLInputElement} input */
function offer(input) {
  const list = document.createElement("datalist");
  list.id = `names-of-${input.name}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let last = input.value;
  /** @type {number | undefined} */
  let waiting;

  const ask = async () => {
    const words = input.value.trim();
    if (words.length < 2 || words === last) return;
    last = words;
    const answer = await fetch(`/actors.json?rows=10&q=${encodeURIComponent(words)}`);
    if (!answer.ok || input.value.trim() !== words) return;
    /** @type {{found: {rows: {id: string, name: string, kind: string, reports: number}[]}}} */
    const { found } = await answer.json();
    list.replaceChildren(
      ...found.rows.map((one) => {
        const option = document.createElement("option");
        option.value = one.name;
        option.label = `${one.kind}, ${one.reports.toLocaleString("en")} ${one.reports === 1 ? "report" : "reports"}`;
        return option;
      }),
    );
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void ask(), 150);
  });
}

for (const input of document.querySelectorAll("input[data-names]")) {
  if (input instanceof HTMLInputElement) offer(input);
}
