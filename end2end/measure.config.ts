// Measurements in a browser; `make bench` runs them. They print figures and promise nothing.
import base from "./playwright.config.ts";

export default { ...base, testDir: "measures", workers: 1, timeout: 300_000, projects: [{ name: "measure" }] };
