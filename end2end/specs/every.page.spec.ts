// Promises about every page of the table of routes, as each kind of visitor sees it.
import { expect, test, type Browser, type Page } from "@playwright/test";
import { MODES, faults, here, look } from "../axe.ts";
import { AFTER_A_FORM, VISITORS, become, crawl, resident } from "../crawl.ts";
import { at, demo, enterCode, fill, fits, freshNumber, hosts, household, routes, send, signIn, site, staff, unsettled } from "../kit.ts";
import { leaveAlone } from "../server.ts";
import { figures, halfway, invite, signOut } from "../team.ts";

test.describe.configure({ mode: "parallel" });

// One tab stays open throughout: Chromium may fail to open the next one while its last one closes.
test.beforeEach(async ({ page }) => {
  await page.goto("about:blank");
});

/** A context of this visitor, with the pages that it can reach. */
const visit = async (browser: Browser, who: string) => {
  const context = await browser.newContext();
  await become(context, who);
  return { context, pages: await crawl(context, who) };
};

/** The routes that need no sign-in. They are looked at in every mode as nobody, and as others in one mode each, in turn. */
const open = async (browser: Browser) => (known ??= new Set((await visit(browser, "nobody")).pages.map(({ route }) => route)));
let known: Set<string> | undefined;

const plain = (html: string, path: string) => {
  expect(html, path).not.toMatch(/<[a-z][^>]*\sstyle=/);
  expect(html, path).not.toMatch(/<[a-z][^>]*\son[a-z]+=/);
  expect(html, path).not.toMatch(/<script(?![^>]*\ssrc=)/);
};

/** Paper has the size of paper; at double size only residents' pages are promised to fit. */
const widths = (who: string, route: string) => {
  if (route.includes("letters")) return [];
  return resident(who) ? [390, 320, 195] : [390, 320];
};

for (const who of VISITORS) {
  test(`every page has no fault of access in any language or mode, fits a phone, is plain HTML and meets no other host: ${who}`, async ({ browser }) => {
    const shared = who === "nobody" ? new Set<string>() : await open(browser);
    const { context, pages } = await visit(browser, who);
    const wrong: string[] = [];
    let views = 0;
    for (const [m, mode] of MODES.entries()) {
      const seen = await look(browser, mode, await context.storageState());
      const page = await seen.newPage();
      const met = hosts(page);
      for (const [n, { path, route }] of pages.entries()) {
        if (shared.has(route) && n % MODES.length !== m) continue;
        views += 1;
        const answer = await page.goto(at(path));
        plain((await answer?.text()) ?? "", path);
        wrong.push(...(await here(page, who, mode.name)));
        if (mode.elder) continue;
        const size = page.viewportSize();
        for (const width of widths(who, route)) {
          await page.setViewportSize({ width, height: 700 });
          await fits(page);
        }
        if (size) await page.setViewportSize(size);
      }
      expect([...met]).toEqual([new URL(site).host]);
      await seen.close();
    }
    console.log(`axe looked at ${pages.length} pages in ${MODES.length} modes as ${who}: ${views} views, ${wrong.length} faults`);
    expect(wrong).toEqual([]);
  });
}

test("every page of the table is reached by somebody", async ({ browser }) => {
  const reached = new Set<string>();
  for (const who of VISITORS) {
    const { context, pages } = await visit(browser, who);
    for (const { route } of pages) reached.add(route);
    await context.close();
  }
  const missing = routes.filter(({ kind, path }) => kind === "page" && !reached.has(path) && !AFTER_A_FORM.includes(path));
  expect(missing.map(({ path }) => path)).toEqual([]);
});

test("the pages behind the form of feedback have no fault of access", async ({ browser }) => {
  const wrong: string[] = [];
  for (const mode of MODES) {
    const context = await look(browser, mode);
    const page = await context.newPage();
    const hold = async (path = new URL(page.url()).pathname) => wrong.push(...(await faults(page, { path, route: path, who: "author" }, mode.name)));
    await page.goto(at(`${demo.journey_paths.J1}/all`));
    const said = await unsettled(page);
    await page.goto(at(demo.journey_paths.J1));
    await page.locator("main [name=text]").fill(said);
    await page.locator("main .bar button").click();
    await expect(page).toHaveURL(/\/similar\//);
    await hold();
    await page.locator("main form:has(input[name=once]) button").first().click();
    await expect(page).toHaveURL(/\/receipt/);
    await hold();
    await hold(new URL(page.url()).pathname.replace("/receipt", ""));
    await context.close();
  }
  expect(wrong).toEqual([]);
});

/** What axe finds on the page that is shown, in every mode, for whoever is signed in there. */
const inEveryMode = async (browser: Browser, page: Page, who: string) => {
  const { pathname, search } = new URL(page.url());
  const wrong: string[] = [];
  for (const mode of MODES) {
    const context = await look(browser, mode, await page.context().storageState());
    wrong.push(...(await faults(await context.newPage(), { path: pathname + search, route: pathname, who }, mode.name)));
    await context.close();
  }
  return wrong;
};

test("the pages behind the forms of phones, households and rolls have no fault of access", async ({ browser }) => {
  const wrong: string[] = [];
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(at("/phone"));
  await fill(stranger, { phone: freshNumber() });
  await stranger.locator("main input[name=consent]").check();
  await send(stranger, "/phone");
  await expect(stranger).toHaveURL(/\/phone\/[0-9a-f-]+/);
  wrong.push(...(await inEveryMode(browser, stranger, "phone")));
  await stranger.context().close();

  for (const phone of ["first", "second"]) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(at("/v?c=bayi"));
    await enterCode(page, household("bayi", 8));
    if (phone === "second") {
      await expect(page.locator("main [role=status]")).toBeVisible();
      wrong.push(...(await inEveryMode(browser, page, "phone that waits")));
    } else {
      // In by now, or let in before if this test comes once more.
      await expect(page.locator("main h1")).toBeVisible();
    }
    await page.context().close();
  }

  const official = await (await browser.newContext()).newPage();
  await signIn(official, staff("official", "360103"));
  await official.goto(at("/setup/bayi/roll"));
  const list = Buffer.from("哪栋,楼层,几号,面积\n1栋,1,101,60\n");
  await official.locator("main input[type=file]").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: list });
  await send(official, "/roll");
  await expect(official).toHaveURL(/\/roll\/[0-9a-f-]+$/);
  wrong.push(...(await inEveryMode(browser, official, "official")));
  await fill(official, { building: "0", room: "2" });
  await send(official, "/columns");
  await expect(official.locator("main select")).toHaveCount(0);
  wrong.push(...(await inEveryMode(browser, official, "official")));
  await official.context().close();
  expect(wrong).toEqual([]);
});

test("the pages of a second step, and the password asked once more, have no fault of access", async ({ browser }) => {
  const wrong: string[] = [];
  const who = await invite(browser, "committee", "360103002008");
  for (const mode of MODES) {
    const context = await look(browser, mode);
    const idle = await context.newPage();
    await signIn(idle, who);
    await idle.goto(at("/desk/paper"));
    await fill(idle, { code: "0000 0000 0000" });
    leaveAlone(process.env.LINLI_END2END_DATA ?? "", who.login);
    await send(idle, "/desk/paper");
    await expect(idle.locator("main input[type=password]")).toBeVisible();
    wrong.push(...(await here(idle, "committee, idle", mode.name)));
    await context.close();
  }
  const page = await (await browser.newContext()).newPage();
  await signIn(page, who);
  await page.goto(at("/login/factors"));
  await send(page, "/login/factors/start");
  await expect(page).toHaveURL(/\/login\/factors\/app$/);
  wrong.push(...(await inEveryMode(browser, page, "committee")));
  await fill(page, { code: figures(await page.locator("main .code").innerText()) });
  await send(page, "/login/factors/app");
  await expect(page.locator("main ol code")).toHaveCount(10);
  wrong.push(...(await here(page, "committee", "recovery codes")));
  await page.goto(at("/login/factors"));
  wrong.push(...(await inEveryMode(browser, page, "committee")));
  await signOut(page);
  await halfway(page, who);
  wrong.push(...(await inEveryMode(browser, page, "committee, halfway")));
  await page.context().close();
  expect(wrong).toEqual([]);
});

/** Who sees the first screen of a journey. */
const FIRST: Record<string, string> = { J1: "nobody", J2: "owner", J3: "rater", J4: "committee", J5: "official", J6: "nobody" };

test("the first screens of the journeys come in one TCP window, everything in 120 KB", async ({ browser }) => {
  const heavy: string[] = [];
  for (const [journey, path] of Object.entries({ home: "/c/yangguang", ...demo.journey_paths })) {
    const context = await browser.newContext();
    await become(context, FIRST[journey] ?? "nobody");
    const page = await context.newPage();
    const sent: Promise<{ url: string; kind: string; bytes: number }>[] = [];
    page.on("requestfinished", (request) => {
      const size = request.sizes().then(({ responseBodySize }) => ({ url: request.url(), kind: request.resourceType(), bytes: Math.max(0, responseBodySize) }));
      sent.push(size);
    });
    await page.goto(at(path), { waitUntil: "networkidle" });
    await page.waitForTimeout(2500);
    const sizes = await Promise.all(sent);
    const total = (some: typeof sizes) => some.reduce((sum, { bytes }) => sum + bytes, 0);
    const photo = ({ url, kind }: (typeof sizes)[number]) => kind === "image" && !url.endsWith(".svg");
    const first = total(sizes.filter(({ kind }) => kind === "document" || kind === "stylesheet"));
    const photos = total(sizes.filter(photo));
    const all = total(sizes) - photos;
    console.log(`P8 P9 ${journey} ${path}: HTML and CSS ${first} B, everything ${all} B, photos ${photos} B, ${sizes.length} requests`);
    if (first > 14_600) heavy.push(`${path}: ${first} B of HTML and CSS, at most 14600`);
    if (all > 122_880) heavy.push(`${path}: ${all} B in all, at most 122880`);
    if (photos > 61_440) heavy.push(`${path}: ${photos} B of photos, at most 61440`);
    await context.close();
  }
  expect(heavy).toEqual([]);
});
