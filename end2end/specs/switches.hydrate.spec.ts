// The switches of language and letters in the middle of a form, with scripts.
import { expect, test } from "@playwright/test";
import { at, send } from "../kit.ts";

test("the switches keep what is filled in, but no codes", async ({ page }) => {
  await page.goto(at("/phone"));
  await page.locator("main input[name=phone]").fill("138");
  await page.locator("main input[name=consent]").check();
  await page.locator(".switches button[name=mode]").click();
  await expect(page.locator("html")).toHaveClass(/\belder\b/);
  await expect(page.locator("main input[name=phone]")).toHaveValue("138");
  await expect(page.locator("main input[name=consent]")).toBeChecked();
  expect(await page.evaluate(() => history.state)).toBeNull();
  await send(page, "/phone");
  await page.locator("main input[name=phone]").fill("139");
  await page.locator(".switches button[name=lang]").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("main input[name=phone]")).toHaveValue("139");
});
