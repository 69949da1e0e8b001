// A session left alone: what was filled in waits behind the password, and nothing is lost.
import { expect, test, type Page } from "@playwright/test";
import { fill, fits } from "../kit.ts";
import { leaveAlone, start, type Server } from "../server.ts";

const WORD = "maple river seven lanterns";
let server: Server;

test.beforeAll(async () => {
  server = await start(undefined, (run) => {
    run(["import", "regions", "../data"]);
    run(["admin", "create", "zhang", "--name", "张干部", "--role", "official", "--region", "360102", "--password-stdin"], `${WORD}\n`);
  });
});
test.afterAll(() => server.end());

const away = () => leaveAlone(server.data, "zhang");
const press = (page: Page, action: string) => page.locator(`main form[action$="${action}"] button`).first().click();
const asked = (page: Page) => expect(page.locator("main h1")).toHaveText("请再输一次密码");
const prove = async (page: Page, word: string) => {
  await page.locator("main input[type=password]").fill(word);
  await page.locator("main form button").first().click();
};

test("a form that comes after an hour asks for the password and keeps what was filled in, but no roll", async ({ page }) => {
  const go = (path: string) => page.goto(server.url + path);
  await go("/login");
  await fill(page, { login: "zhang", password: WORD });
  await press(page, "/login");
  await expect(page).not.toHaveURL(/\/login/);

  await go("/setup/new?region=360102002001");
  await fill(page, { zh: "东湖一村", en: "Donghu One", answers_by: "滕王阁街道办事处", slug: "donghu-one" });
  away();
  await press(page, "/setup/new");
  await asked(page);
  await fits(page);
  await expect(page.locator("main"), "whose session it is").toContainText("张干部");
  await prove(page, "not the password");
  await asked(page);
  await expect(page.locator("main [role=alert]").first()).toBeVisible();
  await prove(page, WORD);
  await expect(page).toHaveURL(/\/setup\/donghu-one/);
  await expect(page.locator("main")).toContainText("东湖一村");

  await go("/setup/donghu-one/roll");
  const text = "楼栋,单元,楼层,房号,建筑面积,面积来源\r\n1栋,1单元,1,101,68.35,登记\r\n1栋,1单元,1,102,70,登记\r\n";
  const roll = { name: "roll.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.locator("main input[type=file]").setInputFiles(roll);
  away();
  await press(page, "/roll");
  await asked(page);
  // Names and numbers of owners wait nowhere: the file is chosen once more.
  await expect(page.locator("main")).toContainText("文件");
  await prove(page, WORD);
  await expect(page).toHaveURL(/\/roll$/);
  await page.locator("main input[type=file]").setInputFiles(roll);
  await press(page, "/roll");
  await expect(page).toHaveURL(/\/roll\/[0-9a-f-]+$/);
  await expect(page.locator("main")).toContainText("1 栋 1 单元 102");

  // What is sensitive asks again after a quarter of an hour, also of who is busy.
  away();
  await page.locator(`main form .bar button`).click();
  await asked(page);
  await prove(page, WORD);
  await expect(page).toHaveURL(/\/roll\?done=(in|back)$/);
});
