// A phone number: shown by six figures, told of answers, taken along and deleted.
import { expect, test } from "@playwright/test";
import { at, demo, fits, freshNumber, messages, refused, send, sentFigures, showPhone } from "../kit.ts";

test("a phone is shown by a message, follows a feedback, and is exported and deleted by its holder", async ({ page }) => {
  const number = freshNumber();
  await page.goto(at("/own"));
  await expect(page.locator(`main a[href^="/phone?"]`)).toBeVisible();

  await page.goto(at("/phone"));
  await fits(page);
  await expect(page.locator("main input[name=consent]"), "nobody agrees beforehand").not.toBeChecked();
  await page.locator("main input[name=phone]").fill(number);
  await send(page, "/phone");
  await refused(page);
  await expect(page.locator("main input[name=phone]")).toHaveValue(number);

  await showPhone(page, number);
  await fits(page);
  await expect(page.locator("main")).toContainText(number);
  expect(messages(number)).toHaveLength(1);

  await page.goto(at(demo.journey_paths.J1));
  await page.locator("main label", { has: page.locator("input[name=tile][value=pipes]") }).click();
  await page.locator("main .bar button").click();
  if (page.url().includes("/similar/")) await page.locator("main form:has(input[name=once]) button").first().click();
  await expect(page).toHaveURL(/\/receipt$/);
  const own = new URL(page.url()).pathname.replace("/receipt", "");
  await page.goto(at(own));
  await send(page, "/follow");
  await expect(page.locator(`main form[action$="/follow"] button`)).toHaveAttribute("value", "no");

  await page.goto(at("/own"));
  await expect(page.locator("main")).toContainText(/[A-Z]+-\d+/);
  const answer = await page.context().request.get(at("/own/export"));
  expect(answer.headers()["content-disposition"]).toContain("linli.json");
  const kept = await answer.json();
  expect(kept.phone).toBe(number);
  expect(kept.consents).toHaveLength(1);
  expect(kept.follows).toHaveLength(1);

  await page.locator("main input[name=sure]").check();
  await send(page, "/own/delete");
  await expect(page).toHaveURL(/\/privacy\?done=deleted$/);
  await expect(page.locator("main [role=status]")).toBeVisible();
  expect((await page.goto(at("/own")))?.status()).toBe(401);
  // What was said stays, without the number.
  expect((await page.goto(at(own)))?.status()).toBe(200);
  await expect(page.locator("main")).not.toContainText(number);
});

test("wrong figures come back with a sentence, and right ones still count", async ({ page }) => {
  const number = freshNumber();
  await page.goto(at("/phone"));
  await page.locator("main input[name=phone]").fill(number);
  await page.locator("main input[name=consent]").check();
  await send(page, "/phone");
  await fits(page);
  const figures = await sentFigures(number);
  await page.locator("main input[name=figures]").fill(figures === "123456" ? "654321" : "123456");
  await page.locator("main .bar button").click();
  await refused(page);
  await page.locator("main input[name=figures]").fill(figures);
  await page.locator("main .bar button").click();
  await expect(page).toHaveURL(/\/own$/);
});
