// Language and size of letters change in the middle of a form: what is filled in waits in the state
// of this entry of the tab's history for one reload, in no storage. Never passwords, files or codes.
const never = "[type=hidden],[type=password],[type=file],[autocomplete=one-time-code],[name=digits],[name=code],[name=sure]";
const fields = () => {
  const seen = {};
  const all = document.querySelectorAll("main form[method=post] :is(input,select,textarea)");
  return [...all].filter((f) => !f.matches(never)).map((f) => {
    const tick = f.type === "checkbox" || f.type === "radio";
    const key = [f.form.getAttribute("action"), f.name, tick ? f.value : ""].join();
    seen[key] = (seen[key] ?? 0) + 1;
    return [f, key + seen[key], tick ? "checked" : "value"];
  });
};
addEventListener("submit", async (e) => {
  const [form, button] = [e.target, e.submitter];
  const found = fields();
  if (form.getAttribute("action") !== "/prefs" || !button || !found.length) return;
  e.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  await fetch("/prefs", { method: "POST", body, redirect: "manual" }).catch(() => {});
  history.replaceState({ kept: Object.fromEntries(found.map(([f, key, what]) => [key, f[what]])) }, "", body.get("back"));
  location.reload();
});
const kept = history.state?.kept;
if (kept) {
  history.replaceState(null, "");
  for (const [f, key, what] of fields()) if (key in kept) f[what] = kept[key];
}
