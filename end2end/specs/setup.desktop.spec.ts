// Setting up: from an empty instance to a household that votes with its letter, in one sitting.
import { expect, test, type Page } from "@playwright/test";
import { start, type Server } from "../server.ts";

const WORD = "maple river seven lanterns";
let server: Server;

test.beforeAll(async () => {
  server = await start(undefined, (run) => {
    run(["import", "regions", "../data"]);
    run(["admin", "create", "zhang", "--name", "Zhang", "--role", "official", "--region", "360102", "--password-stdin"], `${WORD}\n`);
  });
});
test.afterAll(() => server.end());

const day = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10);
const fill = async (page: Page, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`main [name="${name}"]`).first();
    if ((await field.evaluate((f) => f.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
};
const press = (page: Page, action: string) => page.locator(`main form[action$="${action}"] button`).first().click();
const fine = async (page: Page) => expect(page.locator("main .problem, main [role=alert]")).toHaveCount(0);

test("an empty instance becomes a community that votes", async ({ page, browser }) => {
  test.setTimeout(600_000);
  const go = (path: string) => page.goto(server.url + path);
  const slug = "donghu-one";
  await go("/login");
  await fill(page, { login: "zhang", password: WORD });
  await press(page, "/login");
  await expect(page).not.toHaveURL(/\/login/);

  await go("/setup/new?region=360102002001");
  await fill(page, { zh: "东湖一村", en: "Donghu One", answers_by: "滕王阁街道办事处", slug });
  await press(page, "/setup/new");
  await expect(page).toHaveURL(new RegExp(`/setup/${slug}`));

  await go(`/setup/${slug}/roll`);
  const rows = Array.from({ length: 12 }, (_, n) => `1栋,1单元,${(n >> 1) + 1},${(n >> 1) + 1}0${(n % 2) + 1},68.35,登记`);
  const roll = `楼栋,单元,楼层,房号,建筑面积,面积来源\r\n${rows.join("\r\n")}\r\n`;
  await page.locator("main input[type=file]").setInputFiles({ name: "roll.csv", mimeType: "text/csv", buffer: Buffer.from(roll) });
  await press(page, "/roll");
  await expect(page.locator("main")).toContainText("12");
  await page.locator(`main form[action*="/roll/"] button`).first().click();
  await fine(page);

  for (const [zh, cost] of [["楼道照明", "20000"], ["停车位", "50000"]]) {
    await go(`/setup/${slug}/works/new?own=1`);
    if ((await page.locator("main input[name=zh]").count()) === 0) await page.locator(`main a[href*="/works/new?"]`).first().click();
    await fill(page, { zh, cost, quantity: "1" });
    if ((await page.locator("main input[name=unit]").inputValue().catch(() => "-")) === "") await fill(page, { unit: "项" });
    await press(page, "/works");
    await fine(page);
  }

  await go(`/setup/${slug}/phases`);
  const dates = page.locator("main input[type=date]");
  for (let n = 0; n < (await dates.count()); n++) await dates.nth(n).fill(n % 2 === 0 ? day(-1) : day(20));
  await press(page, "/phases");
  await fine(page);

  for (const stage of ["consulting", "voting"]) {
    await go(`/setup/${slug}/stage`);
    await page.locator(`main input[name=stage][value=${stage}]`).check();
    await press(page, "/stage");
    await fine(page);
  }

  await go(`/setup/${slug}/polls/new`);
  await fill(page, { title_zh: "先做哪一样？", title_en: "What comes first?", opens: `${day(-1)}T08:00`, closes: day(10), budget: "60000" });
  for (const box of await page.locator("main input[name=works]").all()) await box.check();
  await press(page, "/polls");
  await fine(page);
  await page.locator(`main form[action$="/open"] input[type=checkbox]`).first().check({ timeout: 1000 }).catch(() => {});
  await press(page, "/open");
  await fine(page);

  await go(`/setup/${slug}/letters`);
  await page.locator("main input[name=sure]").check();
  await press(page, "/letters");
  const letters = await page.locator("body").innerText();
  const code = letters.match(/\b(\d{4}) ?(\d{4})\b/);
  expect(code, "the letters show codes of eight digits").not.toBeNull();
  const room = letters.match(/1 ?单元 ?(\d+)/);

  const phone = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })).newPage();
  await phone.goto(`${server.url}/v?c=${slug}`);
  const building = phone.locator("main [name=building]");
  if ((await building.evaluate((f) => f.tagName)) === "SELECT") await building.selectOption({ index: 1 });
  else await building.fill("1栋");
  await phone.locator("main [name=room]").fill(`1-${room?.[1]}`);
  await phone.locator("main [name=digits]").fill(`${code?.[1]}${code?.[2]}`);
  await press(phone, "/v");
  await expect(phone).toHaveURL(/\/vote/);
  await phone.locator("main .pick-card", { has: phone.locator("input[name=w]") }).first().click();
  await press(phone, "/vote");
  await expect(phone).toHaveURL(/\/receipt$/);
  await phone.context().close();
});
