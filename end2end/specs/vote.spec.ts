// Journey 2: vote without an account: the code, the works, the receipt.
import { expect, test } from "@playwright/test";
import { at, demo, enterCode, fits, hosts, household, phone, scan, send, site, speak } from "../kit.ts";

const path = demo.journey_paths.J2;

for (const [n, lang] of (["zh", "en"] as const).entries()) {
  test(`a household votes, gets a receipt and may change its mind: ${lang}`, async ({ page, browser }) => {
    const met = hosts(page);
    const who = household("yangguang", n);
    await speak(page, lang);
    await page.goto(at(path));
    await expect(page).toHaveURL(/\/v\?/);
    await fits(page);
    await enterCode(page, who);
    await expect(page).toHaveURL(new RegExp(`${path}`));
    await fits(page);
    await page.locator("main .pick-card", { has: page.locator("input[name=w]") }).first().click();
    await send(page, "/vote");
    await expect(page).toHaveURL(/\/receipt$/);
    await fits(page);
    const receipt = await page.locator("main .num").first().textContent();
    expect(receipt).toBeTruthy();

    // A second phone of the same flat, by the letter's QR: look or replace.
    const second = await phone(browser);
    await second.goto(at(path));
    await scan(second, who);
    await expect(second.locator("main .card.main")).toBeVisible();
    await second.locator(`main a[href$="change=1"]`).click();
    await expect(second.locator("main input[name=w]:checked")).toHaveCount(1);
    await second.locator("main .pick-card", { has: second.locator("input[name=w]:not(:checked)") }).first().click();
    await send(second, "/vote");
    await expect(second).toHaveURL(/\/(receipt|vote)$/);
    await second.context().close();
    expect([...met]).toEqual([new URL(site).host]);
  });
}

test("no interim result stands anywhere while the poll is open", async ({ page }) => {
  await page.goto(at(path.replace(/\/vote$/, "")));
  const page_ = await page.locator("main").innerText();
  expect(page_).not.toMatch(/入选|落选|Chosen|Not chosen/);
});

test("what does not fit the money comes back with every tick", async ({ page }) => {
  await page.goto(at(path));
  await enterCode(page, household("yangguang", 2));
  const boxes = page.locator("main .pick-card", { has: page.locator("input[name=w]") });
  for (const card of await boxes.all()) await card.click();
  const ticked = await page.locator("main input[name=w]:checked").count();
  await send(page, "/vote");
  await expect(page.locator("main [role=alert]").first()).toBeVisible();
  await expect(page.locator("main input[name=w]:checked")).toHaveCount(ticked);
});

test("a wrong code says one thing and keeps what was typed", async ({ page }) => {
  await page.goto(at(path));
  await enterCode(page, { ...household("yangguang", 3), code: "00000000" });
  await expect(page.locator("main .problem, main [role=alert]").first()).toBeVisible();
  await expect(page.locator("main input[name=room]")).toHaveValue(household("yangguang", 3).room);
});
