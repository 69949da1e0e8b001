// Journeys 1 to 3 in elder mode (长辈版) on a phone of 390 × 844: large letters, large targets,
// nothing beside the screen, on every screen of the way.
import { expect, test, type Page } from "@playwright/test";
import { at, demo, enterCode, fits, household, send, speak } from "../kit.ts";

const SWITCH = { zh: "长辈版", en: "Large text" } as const;
type Lang = keyof typeof SWITCH;
/** The smallest letters and the lowest target, in CSS pixels. */
const LETTERS = 18;
const TARGET = 60;

const elder = async (page: Page, lang: Lang) => {
  await page.getByRole("button", { name: SWITCH[lang], exact: true }).click();
  await expect(page.locator("html")).toHaveClass(/\belder\b/);
};

/** What of the page is written in letters that are too small. */
const small = (page: Page) =>
  page.locator("main").evaluate((main, least) => {
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (texts.nextNode()) {
      const words = texts.currentNode.textContent?.trim() ?? "";
      const within = texts.currentNode.parentElement;
      if (words === "" || !within?.checkVisibility()) continue;
      const letters = parseFloat(getComputedStyle(within).fontSize);
      if (letters < least) found.push(`${letters} px: ${words.slice(0, 40)}`);
    }
    return found;
  }, LETTERS);

/** What is to be tapped and is too low. */
const low = (page: Page) =>
  page
    .locator("main :is(.btn, .tile, .pick-card, .level, .tick, .file-button, summary, select, textarea, input[type=text], .list > li > a), .switches button")
    .evaluateAll(
      (all, least) =>
        all
          .filter((one) => one.checkVisibility())
          .map((one) => ({ name: one.textContent?.trim() || one.getAttribute("name"), height: one.getBoundingClientRect().height }))
          .filter(({ height }) => height < least)
          .map(({ name, height }) => `${height} px: ${name?.slice(0, 40)}`),
      TARGET,
    );

const easy = async (page: Page) => {
  await expect(page.locator("html")).toHaveClass(/\belder\b/);
  await fits(page);
  expect(await small(page), page.url()).toEqual([]);
  expect(await low(page), page.url()).toEqual([]);
};

for (const [n, lang] of (["zh", "en"] as const).entries()) {
  test(`feedback in large letters: ${lang}`, async ({ page }) => {
    await speak(page, lang);
    await page.goto(at(demo.journey_paths.J1));
    await elder(page, lang);
    await easy(page);
    await page.locator("main details summary").first().click();
    await easy(page);
    await page.locator("main label", { has: page.locator("input[name=tile][value=parking]") }).click();
    await page.locator("main .bar button").click();
    await expect(page).toHaveURL(/\/similar\/|\/receipt$/);
    if (page.url().includes("/similar/")) {
      await easy(page);
      await page.locator("main form:has(input[name=once]) button").first().click();
    }
    await expect(page).toHaveURL(/\/receipt$/);
    await easy(page);
    await page.goto(page.url().replace("/receipt", ""));
    await easy(page);
  });

  test(`a vote in large letters: ${lang}`, async ({ page }) => {
    await speak(page, lang);
    await page.goto(at(demo.journey_paths.J2));
    await elder(page, lang);
    await expect(page).toHaveURL(/\/v\?/);
    await easy(page);
    await enterCode(page, household("yangguang", 8 + n));
    await expect(page).toHaveURL(new RegExp(`${demo.journey_paths.J2}$`));
    await easy(page);
    await page.locator("main .pick-card", { has: page.locator("input[name=w]") }).first().click();
    await send(page, "/vote");
    await expect(page).toHaveURL(/\/receipt$/);
    await easy(page);
  });

  test(`a rating in large letters: ${lang}`, async ({ page }) => {
    await speak(page, lang);
    await page.goto(at(demo.journey_paths.J3));
    await elder(page, lang);
    await easy(page);
    await page.locator(`main a[href*="/v?"]`).first().click();
    await expect(page.locator("main input[name=digits]")).toBeVisible();
    await easy(page);
    await enterCode(page, household("bayi", 2 + n));
    await expect(page).toHaveURL(/\/rate/);
    if (!/\/rate\/[^/]+$/.test(page.url())) {
      await easy(page);
      await page.locator(`main a[href*="/rate/"]`).first().click();
    }
    const levels = page.locator("main button[name=level]");
    await expect(levels).toHaveCount(5);
    await easy(page);
    await levels.last().click();
    await expect(levels.last()).toHaveAttribute("aria-pressed", "true");
    await easy(page);
    await page.locator("main input[name=reason]").first().check();
    const here = page.url();
    await page.locator("main .bar button").click();
    await easy(page);
    await page.goto(here);
    await expect(page.locator("main input[name=reason]").first()).toBeChecked();
    await easy(page);
  });
}
