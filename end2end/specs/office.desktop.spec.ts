// Journey 5: from what is wrong to answered, on a desktop.
import { expect, test } from "@playwright/test";
import { at, demo, fits, hosts, send, signIn, site, speak, staff } from "../kit.ts";

for (const lang of ["zh", "en"] as const) {
  test(`an official finds what waits and answers it: ${lang}`, async ({ page }) => {
    const met = hosts(page);
    await speak(page, lang);
    await signIn(page, staff("official"));
    await page.goto(at(demo.journey_paths.J5));
    await fits(page);
    await page.locator(`main a[href^="/office/"]`).first().click();
    await fits(page);
    const forms = page.locator(`main form[action$="/answer"]`);
    const waiting = await forms.count();
    expect(waiting).toBeGreaterThan(0);
    const action = (await forms.first().getAttribute("action")) ?? "";
    const summary = page.locator("main details", { has: page.locator(`form[action="${action}"]`) }).locator("summary").first();
    if ((await summary.count()) > 0 && !(await forms.first().isVisible())) await summary.click();
    const words = lang === "zh" ? "师傅周五上午来换灯，换好会在这里说。" : "The lamp is replaced on Friday morning; we will say so here.";
    await forms.first().locator("[name=outcome]").selectOption("will_do");
    await forms.first().locator("[name=text]").fill(words);
    await send(page, action);
    await expect(page).toHaveURL(/\/office\//);
    await expect(page.locator("main .problem")).toHaveCount(0);
    expect([...met]).toEqual([new URL(site).host]);
  });
}
