// A form that comes back with what is wrong: the switch of the language leads to a page on which
// one can go on, also where the form's own address is no page.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { at, demo, enterCode, household, send, signIn, staff } from "../kit.ts";

/** Says that the page shown is a form with its problem. */
const refused = (page: Page) => expect(page.locator("main :is([role=alert], .problem)").first()).toBeVisible();

/** Turns the page into English and back; both times `form` is there to be filled in. */
const turns = async (page: Page, form: Locator) => {
  for (const [words, lang] of [["English", "en"], ["中文", "zh-CN"]]) {
    const came = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.status() !== 303);
    await page.getByRole("button", { name: words, exact: true }).click();
    const answer = await came;
    expect(answer.status(), `${answer.url()} in ${lang}`).toBe(200);
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(form).toBeVisible();
  }
};

test("after a feedback without anything in it", async ({ page }) => {
  await page.goto(at(demo.journey_paths.J1));
  await page.locator("main .bar button").click();
  await refused(page);
  await turns(page, page.locator("main textarea[name=text]"));
});

test("after an empty line on the author's own page", async ({ page }) => {
  await page.goto(at(demo.journey_paths.J1));
  await page.locator("main label", { has: page.locator("input[name=tile][value=other]") }).click();
  await page.locator("main .bar button").click();
  await expect(page).toHaveURL(/\/similar\/|\/receipt$/);
  if (page.url().includes("/similar/")) await page.locator("main form:has(input[name=once]) button").first().click();
  await expect(page).toHaveURL(/\/receipt$/);
  await page.goto(page.url().replace("/receipt", ""));
  await send(page, "/lines");
  await refused(page);
  await turns(page, page.locator(`main form[action$="/lines"] textarea`));
});

test("after a wrong code", async ({ page }) => {
  await page.goto(at(demo.journey_paths.J2));
  await enterCode(page, { ...household("yangguang", 10), code: "00000000" });
  await refused(page);
  // Without the community's name the page asks for it; both are a way on.
  await turns(page, page.locator("main :is(input[name=digits], input[name=q])").first());
});

test("after a slip that costs too much", async ({ page }) => {
  await page.goto(at(demo.journey_paths.J2));
  await enterCode(page, household("yangguang", 10));
  await expect(page).toHaveURL(/\/vote$/);
  for (const card of await page.locator("main .pick-card", { has: page.locator("input[name=w]") }).all()) await card.click();
  await send(page, "/vote");
  await refused(page);
  await turns(page, page.locator("main .pick-card").first());
});

test("after a bad rating with a photo that is none", async ({ page }) => {
  await page.goto(at(demo.journey_paths.J3));
  await page.locator(`main a[href*="/v?"]`).first().click();
  await enterCode(page, household("bayi", 4));
  await expect(page).toHaveURL(/\/rate/);
  if (!/\/rate\/[^/]+$/.test(page.url())) await page.locator(`main a[href*="/rate/"]`).first().click();
  const worst = page.locator("main button[name=level]").last();
  await worst.click();
  await expect(worst).toHaveAttribute("aria-pressed", "true");
  const words = { name: "words.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no photo") };
  await page.locator("main input[name=photos]").setInputFiles(words);
  await page.locator("main .bar button").click();
  await refused(page);
  await turns(page, worst);
});

test("after an answer without words", async ({ page }) => {
  await signIn(page, staff("official"));
  await page.goto(at(demo.journey_paths.J5));
  await page.locator(`main a[href^="/office/"]`).first().click();
  const form = page.locator(`main form[action$="/answer"]`).first();
  const action = (await form.getAttribute("action")) ?? "";
  const summary = page.locator("main details", { has: page.locator(`form[action="${action}"]`) }).locator("summary").first();
  if ((await summary.count()) > 0 && !(await form.isVisible())) await summary.click();
  await send(page, action);
  await refused(page);
  await turns(page, page.locator("main h1"));
});
