// Journey 4: the committee's queue on a phone, and paper with a second person.
import { expect, test, type Page } from "@playwright/test";
import { at, demo, fits, hosts, household, send, signIn, site, speak, staff } from "../kit.ts";

const members = () => demo.staff.filter((s) => s.role === "committee");

for (const lang of ["zh", "en"] as const) {
  test(`one card at a time: publish, hide by a rule, undo: ${lang}`, async ({ page }) => {
    const met = hosts(page);
    await speak(page, lang);
    await signIn(page, staff("committee"));
    await page.goto(at(demo.journey_paths.J4));
    await fits(page);
    const card = () => page.locator("main article").first().innerText();
    const first = await card();
    await page.locator("main button[name=act][value=publish]").first().click();
    await expect(page).toHaveURL(/\/desk/);
    expect(await card()).not.toBe(first);
    const undo = page.locator(`main form[action$="/undo"] button`).first();
    if ((await undo.count()) === 0) await page.goto(at("/desk/recent"));
    await page.locator(`main form[action$="/undo"] button`).first().click();
    await expect(page.locator("main")).toBeVisible();
    expect([...met]).toEqual([new URL(site).host]);
  });
}

const openSlip = async (page: Page, code: string) => {
  await page.goto(at("/desk/paper"));
  const poll = page.locator(`main a[href*="poll=${household("yangguang", 5).poll}"]`);
  if ((await poll.count()) > 0) await poll.first().click();
  await page.locator("main input[name=code]").fill(code);
  await send(page, "/desk/paper");
};

test("a paper slip is entered by one and confirmed by another", async ({ page, browser }) => {
  const [first, second] = members();
  expect(second, "the demo needs two members of the committee").toBeDefined();
  await signIn(page, first);
  await openSlip(page, household("yangguang", 5).token);
  await fits(page);
  await page.locator("main input[name=choice]").first().check({ force: true });
  await page.locator("main .bar button").click();
  await expect(page).toHaveURL(/\/desk\/paper/);

  const other = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })).newPage();
  await signIn(other, second);
  await other.goto(at("/desk/paper/check"));
  // One slip at a time: its title says how many wait; the boxes of the second reading are empty.
  const waiting = async () => Number(/\d+/.exec(await other.locator("main h1").innerText())?.[0] ?? 0);
  const before = await waiting();
  expect(before).toBeGreaterThan(0);
  await fits(other);
  const readings = other.locator("main table.readings tbody tr");
  await expect(readings.locator("input:checked")).toHaveCount(0);
  await other.locator("main .bar button").click();
  await expect(other.locator("main .banner.bad")).toBeVisible();
  expect(await waiting()).toBe(before);
  for (const row of await readings.filter({ has: other.locator(".pill.jade") }).all()) await row.locator("input").check({ force: true });
  await other.locator("main .bar button").click();
  await expect(other.locator("main .banner.good")).toBeVisible();
  expect(await waiting()).toBe(before - 1);
  await other.context().close();
});
