// Sets dark or light before the first paint, as it was last chosen; without a choice the system's holds.
try {
  const chosen = localStorage.getItem("onrecord-theme");
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that keeps nothing shows the system's theme.
}
