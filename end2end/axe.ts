// What axe says of a page, in every language and mode.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import type { Found } from "./crawl.ts";
import { at, site } from "./kit.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const MODES = [
  { name: "zh", lang: "zh", elder: false, dark: false },
  { name: "en", lang: "en", elder: false, dark: false },
  { name: "elder", lang: "zh", elder: true, dark: false },
  { name: "elder, dark, en", lang: "en", elder: true, dark: true },
] as const;
export type Mode = (typeof MODES)[number];

/** A phone that looks in this language and mode. */
export const look = async (browser: Browser, mode: Mode, storageState?: BrowserContextOptions["storageState"]) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    colorScheme: mode.dark ? "dark" : "light",
    reducedMotion: "reduce",
    storageState,
  });
  await context.addCookies([
    { name: "lang", value: mode.lang, url: site },
    { name: "mode", value: mode.elder ? "elder" : "standard", url: site },
  ]);
  return context;
};

/** What axe finds on the page that is shown, one line a fault. */
export const here = async (page: Page, who: string, mode: string) => {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    // @ts-expect-error axe was put there just now
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map((v: { id: string; nodes: { html: string; any: { message: string }[] }[] }) => `${v.id}: ${v.nodes[0].html.slice(0, 160)} (${v.nodes[0].any[0]?.message ?? ""}) ×${v.nodes.length}`);
  });
  const path = new URL(page.url()).pathname;
  return (found as string[]).map((line) => `${path} as ${who}, ${mode}: ${line}`);
};

/** The same of the page at a path. */
export const faults = async (page: Page, { path, who }: Found, mode: string) => {
  await page.goto(at(path));
  return here(page, who, mode);
};
