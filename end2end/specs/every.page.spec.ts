// Promises about every page of the table of routes, as each kind of visitor sees it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test, type Browser, type BrowserContext } from "@playwright/test";
import { AFTER_A_FORM, VISITORS, become, crawl, type Found } from "../crawl.ts";
import { at, demo, fits, hosts, routes, site, speak } from "../kit.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MODES = [
  { name: "zh", lang: "zh", elder: false, dark: false },
  { name: "en", lang: "en", elder: false, dark: false },
  { name: "elder", lang: "zh", elder: true, dark: false },
  { name: "elder en", lang: "en", elder: true, dark: false },
  { name: "dark", lang: "zh", elder: false, dark: true },
] as const;

/** A context of this visitor, with the pages that it can reach. */
const visit = async (browser: Browser, who: string) => {
  const context = await browser.newContext();
  await become(context, who);
  return { context, pages: await crawl(context, who) };
};

/** What axe finds on a page, one line a fault. */
const faults = async (context: BrowserContext, { path, who }: Found, mode: string) => {
  const page = await context.newPage();
  await page.goto(at(path));
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    // @ts-expect-error axe was put there just now
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map((v: { id: string; nodes: { html: string; any: { message: string }[] }[] }) => `${v.id}: ${v.nodes[0].html.slice(0, 160)} (${v.nodes[0].any[0]?.message ?? ""}) ×${v.nodes.length}`);
  });
  await page.close();
  return (found as string[]).map((line) => `${path} as ${who}, ${mode}: ${line}`);
};

for (const who of VISITORS) {
  test(`every page has no fault of access and fits the screen: ${who}`, async ({ browser }) => {
    const { context, pages } = await visit(browser, who);
    const wrong: string[] = [];
    let looked = 0;
    for (const mode of MODES) {
      const look = await browser.newContext({
        viewport: { width: 390, height: 844 },
        colorScheme: mode.dark ? "dark" : "light",
        storageState: await context.storageState(),
      });
      await look.addCookies([
        { name: "lang", value: mode.lang, url: site },
        { name: "mode", value: mode.elder ? "elder" : "standard", url: site },
      ]);
      for (const found of pages) {
        wrong.push(...(await faults(look, found, mode.name)));
        looked += 1;
      }
      await look.close();
    }
    console.log(`axe looked at ${pages.length} pages in ${MODES.length} modes as ${who}: ${looked} views, ${wrong.length} faults`);
    expect(wrong).toEqual([]);
  });

  test(`every page fits 320 px and double size, and meets no other host: ${who}`, async ({ browser }) => {
    const { context, pages } = await visit(browser, who);
    const page = await context.newPage();
    const met = hosts(page);
    for (const width of [320, 195]) {
      await page.setViewportSize({ width, height: 700 });
      for (const lang of ["zh", "en"] as const) {
        await speak(page, lang);
        for (const { path, route } of pages) {
          await page.goto(at(path));
          // Paper has the size of paper; tables of staff scroll within their frame.
          if (!route.includes("letters") && !(width === 195 && who !== "nobody")) await fits(page);
        }
      }
    }
    expect([...met]).toEqual([new URL(site).host]);
  });

  test(`no page has an inline style or script: ${who}`, async ({ browser }) => {
    const { context, pages } = await visit(browser, who);
    for (const { path } of pages) {
      const html = await (await context.request.get(at(path))).text();
      expect(html, path).not.toMatch(/<[a-z][^>]*\sstyle=/);
      expect(html, path).not.toMatch(/<[a-z][^>]*\son[a-z]+=/);
      expect(html, path).not.toMatch(/<script(?![^>]*\ssrc=)/);
    }
  });
}

test("every page of the table is reached by somebody", async ({ browser }) => {
  const reached = new Set<string>();
  for (const who of VISITORS) {
    const { pages } = await visit(browser, who);
    for (const { route } of pages) reached.add(route);
  }
  const missing = routes.filter(({ kind, path }) => kind === "page" && !reached.has(path) && !AFTER_A_FORM.some((f) => f.test(path)));
  expect(missing.map(({ path }) => path)).toEqual([]);
});

test("the first screens of the journeys come in one TCP window, everything in 120 KB", async ({ browser }) => {
  const context = await browser.newContext();
  const heavy: string[] = [];
  for (const [journey, path] of Object.entries(demo.journey_paths)) {
    const page = await context.newPage();
    const sizes = new Map<string, { kind: string; bytes: number }>();
    page.on("requestfinished", async (request) => {
      const { responseBodySize } = await request.sizes();
      sizes.set(request.url(), { kind: request.resourceType(), bytes: responseBodySize });
    });
    await page.goto(at(path), { waitUntil: "networkidle" });
    await page.waitForTimeout(300);
    const total = (...kinds: string[]) => [...sizes.values()].filter((s) => kinds.includes(s.kind)).reduce((sum, s) => sum + s.bytes, 0);
    const photos = [...sizes].filter(([url, s]) => s.kind === "image" && !url.endsWith(".svg")).reduce((sum, [, s]) => sum + s.bytes, 0);
    const first = total("document", "stylesheet");
    const all = [...sizes.values()].reduce((sum, s) => sum + s.bytes, 0) - photos;
    console.log(`${journey} ${path}: HTML and CSS ${first} B, everything ${all} B, photos ${photos} B, ${sizes.size} requests`);
    if (first > 14_600) heavy.push(`${path}: ${first} B of HTML and CSS, at most 14600`);
    if (all > 122_880) heavy.push(`${path}: ${all} B in all, at most 122880`);
    if (photos > 61_440) heavy.push(`${path}: ${photos} B of photos, at most 61440`);
    await page.close();
  }
  expect(heavy).toEqual([]);
});
