// Staff: invited by a slip, working in one of several duties, signed in at several places, with a
// second step.
import { expect, test, type Page } from "@playwright/test";
import { at, fill, fine, fits, phone, refused, send, signIn, staff } from "../kit.ts";
import { figures, halfway, invite, signOut } from "../team.ts";

const PLACE = "360103002008";
const STREET = "360103002";

/** What the server says to a page that is asked for. */
const status = async (page: Page, path: string) => (await page.goto(at(path)))?.status();

test("an invited colleague works in one duty at a time, and other sign-ins stay as they are", async ({ page, browser }) => {
  const who = await invite(browser, "committee", PLACE);
  const security = await phone(browser);
  await signIn(security, staff("security"));
  await expect(security).toHaveURL(/\/admin$/);
  await security.goto(at(`/admin/staff/${who.id}`));
  await fill(security, { role: "official", place: STREET }, "/grant");
  await send(security, "/grant");
  await fine(security);
  await security.context().close();

  await signIn(page, who);
  await expect(page).toHaveURL(/\/desk$/);
  const other = await phone(browser);
  await signIn(other, who);
  await page.goto(at("/account"));
  await fits(page);
  const choose = (role: string) => page.locator("main .row", { has: page.locator(`input[name=role][value="${role}"]`) }).locator("button");
  await choose("official").click();
  await expect(page).toHaveURL(/\/office$/);
  await expect(page.locator("form.who")).toContainText("正在做");
  expect(await status(page, "/desk/households"), "the committee's work rests").toBe(403);
  expect(await status(other, "/desk/households"), "elsewhere it goes on").toBe(200);
  await other.context().close();

  await page.goto(at("/account"));
  await choose("").click();
  await expect(page).toHaveURL(/\/desk$/);
  expect(await status(page, "/desk/households")).toBe(200);
});

test("a sign-in elsewhere is seen and ended", async ({ page, browser }) => {
  const who = await invite(browser, "committee", PLACE);
  const other = await phone(browser);
  await signIn(other, who);
  await signIn(page, who);
  await page.goto(at("/account"));
  const ends = page.locator(`main form[action="/account/sessions"] input[name=session]:not([value=rest])`);
  await expect(ends).toHaveCount(1);
  await expect(page.locator("main")).toContainText("就是这里");
  await send(page, "/account/sessions");
  await expect(page.locator("main [role=status]").first()).toBeVisible();
  await expect(ends).toHaveCount(0);
  expect(await status(other, "/desk")).toBe(401);
  expect(await status(page, "/desk")).toBe(200);
  await other.context().close();
});

test("an authenticator is added; its figures, or a recovery code once, are the second step", async ({ page, browser }) => {
  const who = await invite(browser, "committee", PLACE);
  await signIn(page, who);
  await page.goto(at("/login/factors"));
  await send(page, "/login/factors/start");
  await expect(page).toHaveURL(/\/login\/factors\/app$/);
  await fits(page);
  const secret = await page.locator("main .code").innerText();
  await fill(page, { code: figures(secret), label: "工作手机" });
  await send(page, "/login/factors/app");
  const codes = await page.locator("main ol code").allInnerTexts();
  expect(codes).toHaveLength(10);
  await page.locator(`main a[href="/login/factors"]`).click();
  await expect(page.locator("main")).toContainText("手机验证器 · 工作手机");
  await expect(page.locator("main")).toContainText("备用码还剩 10 个");
  await signOut(page);

  await halfway(page, who);
  await fits(page);
  expect(await status(page, "/desk"), "a password alone opens nothing").toBe(401);
  await page.goto(at("/login/second"));
  await fill(page, { code: "recovery" });
  await send(page, "/login/second");
  await refused(page);
  // The figures of this half minute were used up by the first ones.
  await fill(page, { code: figures(secret, 1) });
  await send(page, "/login/second");
  await expect(page).toHaveURL(/\/desk$/);
  await signOut(page);

  await halfway(page, who);
  await fill(page, { code: codes[0].toLowerCase() });
  await send(page, "/login/second");
  await expect(page).toHaveURL(/\/desk$/);
  await page.goto(at("/login/factors"));
  await expect(page.locator("main")).toContainText("备用码还剩 9 个");
  await signOut(page);

  await halfway(page, who);
  await fill(page, { code: codes[0] });
  await send(page, "/login/second");
  await refused(page);
});
