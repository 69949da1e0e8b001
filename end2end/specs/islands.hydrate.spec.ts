// The journeys' first screens with JavaScript and WebAssembly: the islands wake, and what they
// add is there.
import { expect, test } from "@playwright/test";
import { at, awake, demo, enterCode, household, send } from "../kit.ts";

test("the money bar counts while ticking", async ({ page }) => {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (line) => line.type() === "error" && wrong.push(line.text()));
  await page.goto(at(demo.journey_paths.J2));
  await enterCode(page, household("yangguang", 6));
  await awake(page);
  const bar = page.locator("main .bar");
  const cards = page.locator("main .pick-card", { has: page.locator("input[name=w]") });
  await cards.first().click();
  await expect(bar.locator("progress")).not.toHaveAttribute("value", "0");
  for (const card of (await cards.all()).slice(1)) await card.click();
  await expect(page.locator("main .money")).toHaveClass(/over/);
  for (const card of (await cards.all()).slice(1)) await card.click();
  await send(page, "/vote");
  await expect(page).toHaveURL(/\/receipt$/);
  expect(wrong).toEqual([]);
});

test("the letter's QR opens the household's page without typing", async ({ page }) => {
  await page.goto(at(`/v#${household("yangguang", 7).token}`));
  await expect(page).toHaveURL(/\/c\/yangguang\/polls\//);
  expect(page.url()).not.toContain("#");
});

test("feedback with JavaScript ends at the same receipt", async ({ page }) => {
  await page.goto(at(demo.journey_paths.J1));
  await page.locator("main label", { has: page.locator("input[name=tile][value=roof]") }).click();
  await page.locator("main [name=text]").fill("顶楼下雨漏水，客厅墙面都湿了");
  await page.locator("main .bar button").click();
  await expect(page).toHaveURL(/\/(similar|receipt)/);
  if (page.url().includes("/similar/")) await page.locator("main form:has(input[name=once]) button").first().click();
  await expect(page).toHaveURL(/\/receipt/);
});
