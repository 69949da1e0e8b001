// Printed letters: nothing of them is cut off, in any language, size and purpose.
import { expect, test, type Page } from "@playwright/test";
import { at, demo, signIn, staff } from "../kit.ts";

/** A community whose codes no other journey uses. */
const SLUG = "fuhe-sushe";

const prints = async (page: Page, purpose: string, tongue: string, large: boolean) => {
  await page.goto(at(`/setup/${SLUG}/letters`));
  await page.locator("main input[name=whom][value=building]").check();
  await page.locator("main select[name=purpose]").selectOption(purpose);
  await page.locator("main select[name=tongue]").selectOption(tongue);
  await page.locator("main input[name=large]").setChecked(large);
  await page.locator("main input[name=sure]").check();
  await page.locator("main form button.btn").last().click();
  await expect(page.locator(".letter").first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  const over = await page.locator(".letter").evaluateAll((all) => all.filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth).length);
  await page.emulateMedia({ media: "screen" });
  return over;
};

test("no letter is cut off on its paper", async ({ page }) => {
  expect(demo.households.some((one) => one.community === SLUG)).toBe(false);
  await signIn(page, staff("official"));
  for (const purpose of ["household", "owner"]) {
    for (const tongue of ["both", "zh", "en"]) {
      for (const large of [false, true]) expect(await prints(page, purpose, tongue, large), `${purpose}, ${tongue}, ${large ? "large" : "four a sheet"}`).toBe(0);
    }
  }
});
