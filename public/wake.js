// Wakes the islands when the page is idle; never where the visitor saves data.
const wake = async () => {
  const m = await import("LINLI_JS");
  await m.default({ module_or_path: "LINLI_WASM" });
  m.hydrate();
  for (const el of document.querySelectorAll("leptos-island")) m[el.dataset.component]?.(el);
  document.documentElement.dataset.awake = "1";
};
if (!navigator.connection?.saveData && document.querySelector("leptos-island")) {
  "requestIdleCallback" in window ? requestIdleCallback(wake, { timeout: 2000 }) : setTimeout(wake, 200);
}
