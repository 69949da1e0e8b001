// Journey 1: give feedback in two screens, come back by the secret link.
import { expect, test } from "@playwright/test";
import { at, demo, fits, hosts, send, site, speak, unsettled } from "../kit.ts";

for (const lang of ["zh", "en"] as const) {
  test(`feedback takes two screens and a receipt leads back: ${lang}`, async ({ page }) => {
    const met = hosts(page);
    await speak(page, lang);
    await page.goto(at(demo.journey_paths.J1));
    await fits(page);
    await page.locator("main label", { has: page.locator("input[name=tile][value=lights]") }).click();
    const said = lang === "zh" ? "三单元二楼的灯一闪一闪，看不清台阶" : "The lamp on the second floor flickers and the steps are dark";
    await page.locator("main [name=text]").fill(said);
    await page.locator("main .bar button").click();

    // Screen 2, if others said something alike: none of these is mine.
    if (page.url().includes("/similar/")) {
      await fits(page);
      await page.locator("main form:has(input[name=once]) button").first().click();
    }
    await expect(page).toHaveURL(/\/f\/[0-9a-f]+\/receipt/);
    await fits(page);
    await expect(page.locator("main .num").first()).not.toBeEmpty();
    const own = new URL(page.url()).pathname.replace("/receipt", "");

    // Another day: the secret link shows it, takes a further line, and lets it be withdrawn.
    await page.goto(at(own));
    await expect(page.locator("main")).toContainText(said);
    await page.locator(`main form[action$="/lines"] textarea`).fill(lang === "zh" ? "今天又灭了" : "It went out again today");
    await send(page, "/lines");
    await expect(page.locator("main")).toContainText(lang === "zh" ? "今天又灭了" : "It went out again today");
    await page.locator("main details summary").last().click({ timeout: 1000 }).catch(() => {});
    await send(page, "/withdraw");
    expect([...met]).toEqual([new URL(site).host]);
  });
}

test("one tap on a picture is enough, nothing has to be typed", async ({ page }) => {
  await page.goto(at(demo.journey_paths.J1));
  await page.locator("main label", { has: page.locator("input[name=tile][value=greenery]") }).click();
  await page.locator("main .bar button").click();
  if (page.url().includes("/similar/")) await page.locator("main form:has(input[name=once]) button").first().click();
  await expect(page).toHaveURL(/\/receipt/);
});

test("the same as a neighbour's is one tap", async ({ page }) => {
  // What somebody has said already, in the same words.
  await page.goto(at(`${demo.journey_paths.J1}/all`));
  const said = await unsettled(page);
  await page.goto(at(demo.journey_paths.J1));
  await page.locator("main [name=text]").fill(said);
  await page.locator("main .bar button").click();
  await expect(page).toHaveURL(/\/similar\//);
  await page.locator(`main form[action*="/support"] button`).first().click();
  await expect(page).toHaveURL(/\/feedback\//);
});

test("with nothing given the page comes back with what to do", async ({ page }) => {
  await page.goto(at(demo.journey_paths.J1));
  await page.locator("main .bar button").click();
  await expect(page.locator("main [role=alert], main .problem").first()).toBeVisible();
});
