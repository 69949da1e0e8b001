// Journey 3: one screen a work, one tap stored at once; a bad level opens a repair.
import { expect, test } from "@playwright/test";
import { at, demo, enterCode, fits, hosts, household, site, speak } from "../kit.ts";

for (const [n, lang] of (["zh", "en"] as const).entries()) {
  test(`a work is rated by one tap, a bad one asks why: ${lang}`, async ({ page }) => {
    const met = hosts(page);
    await speak(page, lang);
    await page.goto(at(demo.journey_paths.J3));
    await page.locator(`main a[href*="/v?"]`).first().click();
    await enterCode(page, household("bayi", n));
    if (!/\/rate\/[^/]+$/.test(page.url())) await page.locator(`main a[href*="/rate/"]`).first().click();
    await expect(page.locator("main button[name=level]")).toHaveCount(5);
    await fits(page);
    const here = page.url();
    await page.locator("main button[name=level]").first().click();
    await page.goto(here);
    await expect(page.locator("main button[name=level]").first()).toHaveAttribute("aria-pressed", "true");

    await page.locator("main button[name=level]").last().click();
    await page.goto(here);
    await expect(page.locator("main button[name=level]").last()).toHaveAttribute("aria-pressed", "true");
    await page.locator("main input[name=reason]").first().check();
    // The one button of the page keeps it and goes on.
    await page.locator("main .bar button").click();
    await expect(page.locator("main [role=status]").first()).toBeVisible();
    await fits(page);
    expect([...met]).toEqual([new URL(site).host]);
  });
}
