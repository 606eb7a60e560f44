// Folds the facets away where the screen is narrow, so that the hits are seen first.
// @ts-check

const facets = document.querySelector("details.facets");
if (facets instanceof HTMLDetailsElement) {
  const narrow = matchMedia("(max-width: 60rem)");
  const fit = () => {
    facets.open = !narrow.matches;
  };
  fit();
  narrow.addEventListener("change", fit);
}
