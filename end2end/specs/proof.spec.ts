// Who is here: a household's phones, letters lost and printed anew, owners seen in person.
import { expect, test, type Page } from "@playwright/test";
import { at, demo, enterCode, fill, fine, fits, household, phone, refused, scan, send, signIn, staff, type Household } from "../kit.ts";

const VOTE = demo.journey_paths.J2;

/** The desk's page of a household, found by building and room. */
const help = async (page: Page, who: Household, scope: string) => {
  await signIn(page, staff("committee", scope));
  await page.goto(at(`/desk/households/${who.community}`));
  await fill(page, { building: who.building, room: who.room });
  await page.locator("main .bar button").click();
  await expect(page).toHaveURL(new RegExp(`/desk/households/${who.community}/[0-9a-f-]+$`));
  await fits(page);
};

test("a phone that types waits until the first phone lets it in, and can be put out again", async ({ page, browser }) => {
  const who = household("bayi", 5);
  await page.goto(at("/v?c=bayi"));
  await enterCode(page, who);
  await expect(page).toHaveURL(/\/c\/bayi/);

  const second = await phone(browser);
  await second.goto(at("/v?c=bayi"));
  await enterCode(second, who);
  await expect(second.locator("main [role=status]")).toContainText("这台手机要等一等");
  await expect(second.locator("main [role=status]")).toContainText("/v/phones");
  await fits(second);
  await second.goto(at("/c/bayi/mine"));
  await expect(second, "until then it is nobody").toHaveURL(/\/v\?/);

  await page.goto(at("/v/phones"));
  await fits(page);
  await page.locator(`main form[action$="/in"] button`).click();
  await expect(page.locator("main")).not.toContainText("等着放行");
  await second.goto(at("/c/bayi/mine"));
  await expect(second).toHaveURL(/\/c\/bayi\/mine$/);

  await page.goto(at("/v/phones"));
  await page.locator("main li", { hasNotText: "就是这一台" }).locator(`form[action$="/out"] button`).click();
  await second.goto(at("/c/bayi/mine"));
  await expect(second).toHaveURL(/\/v\?/);
  await second.context().close();
});

test("a lost letter is taken back, and the one printed anew votes", async ({ page, browser }) => {
  const who = household("yangguang", 4);
  const finder = await phone(browser);
  await finder.goto(at(VOTE));
  await scan(finder, who);
  await expect(finder).toHaveURL(/\/vote$/);

  await help(page, who, "360103002008");
  await expect(page.locator("main")).not.toContainText(who.code);
  await send(page, "/lost");
  await expect(page.locator("main [role=status]").first()).toBeVisible();
  await expect(page.locator("main")).toContainText("已作废");
  await finder.goto(at(VOTE));
  await expect(finder, "it was signed out").toHaveURL(/\/v\?/);
  await enterCode(finder, who);
  await refused(finder);
  await finder.context().close();

  await send(page, "/letter");
  await refused(page);
  await page.locator("main input[name=sure]").check();
  await page.locator("main input[name=large]").check();
  await send(page, "/letter");
  const letter = page.locator("main .letters.large .letter");
  await expect(letter).toHaveCount(1);
  const code = (await letter.locator(".code").innerText()).replace(/\D/g, "");
  expect(code).toHaveLength(9);

  const home = await phone(browser);
  await home.goto(at(VOTE));
  await enterCode(home, { ...who, code });
  await expect(home).toHaveURL(/\/vote$/);
  await home.locator("main .pick-card", { has: home.locator("input[name=w]") }).first().click();
  await send(home, "/vote");
  await expect(home).toHaveURL(/\/receipt$/);
  await home.context().close();
});

test("an owner votes once seen in person at the desk", async ({ page, browser }) => {
  const who = household("yangguang", 11);
  await help(page, who, "360103002008");
  // The demo has seen every owner; this one was a mistake.
  await send(page, "/owner/end");
  await fine(page);
  const home = await phone(browser);
  await home.goto(at(VOTE));
  await scan(home, who).catch(() => {});
  const asked = await home.goto(at(VOTE));
  expect(asked?.status()).toBe(403);
  await expect(home.locator("main")).toContainText("居委会");
  await fits(home);

  await send(page, "/owner");
  await refused(page);
  await page.locator("main input[name=paper][value=certificate]").check();
  await send(page, "/owner");
  await fine(page);
  await expect(page.locator("main")).toContainText("已当面核过：不动产权证");

  await home.goto(at(VOTE));
  await home.locator("main .pick-card", { has: home.locator("input[name=w]") }).first().click();
  await send(home, "/vote");
  await expect(home).toHaveURL(/\/receipt$/);
  await home.context().close();
});

test("what the roll says wrongly is said by the household, and put right or answered by the committee", async ({ page, browser }) => {
  const [wrong, right] = [household("bayi", 6), household("bayi", 7)];
  const say = async (who: Household, values: Record<string, string>) => {
    const home = await phone(browser);
    await home.goto(at("/v?c=bayi"));
    await scan(home, who);
    await home.goto(at("/c/bayi/mine"));
    await fits(home);
    await fill(home, values);
    await send(home, "/mine");
    await expect(home.locator("main [role=status]").first()).toBeVisible();
    await expect(home.locator("main")).toContainText("正在核对");
    await expect(home.locator("main select[name=wants]"), "one request at a time").toHaveCount(0);
    return home;
  };
  const first = await say(wrong, { wants: "area", text: "证上写的是 66.60 平方米" });
  const second = await say(right, { wants: "owner", text: "去年卖给了亲戚" });

  await signIn(page, staff("committee", "360103002009"));
  await page.goto(at("/setup/bayi/corrections"));
  await fits(page);
  const card = (text: string) => page.locator("main section.card", { hasText: text });
  await card("66.60").locator(`a[href*="?request="]`).click();
  await expect(page.locator("main")).toContainText("66.60");
  await page.locator("main input[name=area]").fill("66.60");
  await page.locator("main form", { has: page.locator("input[name=area]") }).locator("button").click();
  await fine(page);

  await page.goto(at("/setup/bayi/corrections"));
  await card("卖给了亲戚").locator("details summary").click();
  await card("卖给了亲戚").locator("input[name=answer]").fill("登记簿上还没有过户，过户以后请再来");
  await card("卖给了亲戚").locator("form button").click();
  await fine(page);

  await first.goto(at("/c/bayi/mine"));
  await expect(first.locator("main")).toContainText("已经改好");
  await expect(first.locator("main dl")).toContainText("66.60");
  await second.goto(at("/c/bayi/mine"));
  await expect(second.locator("main")).toContainText("没有改：登记簿上还没有过户");
  await expect(second.locator("main select[name=wants]"), "one may say it again").toHaveCount(1);
  await first.context().close();
  await second.context().close();
});
