// The roll: brought in from files after seeing what they change, taken back, and put right entry by
// entry, by two people at once too.
import { expect, test, type Page } from "@playwright/test";
import { at, fill, fine, fits, phone, refused, send, signIn, staff } from "../kit.ts";
import { gb18030, workbook } from "../office.ts";

const slug = `liushu-${Date.now().toString(36)}`;
const ROLL = `/setup/${slug}/roll`;
const CSV = "text/csv";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

test.describe.configure({ mode: "serial" });

/** Makes a community of the test's own: the demo's rolls are others' to vote with. */
test.beforeAll(async ({ browser }) => {
  const page = await phone(browser);
  await signIn(page, staff("official", "360103"));
  await page.goto(at("/setup/new?region=360103002001"));
  await fill(page, { zh: `柳树新村 ${slug}`, en: `Willows ${slug}`, answers_by: "朝阳洲街道办事处", slug });
  await send(page, "/setup/new");
  await expect(page).toHaveURL(new RegExp(`/setup/${slug}`));
  await page.context().close();
});

const choose = async (page: Page, name: string, mimeType: string, buffer: Buffer) => {
  await page.goto(at(ROLL));
  await page.locator("main input[type=file]").setInputFiles({ name, mimeType, buffer });
  await send(page, "/roll");
};

/** How many households the preview counts under a heading. */
const count = (page: Page, heading: string) => page.locator("main .card", { has: page.getByRole("heading", { name: heading, exact: true }) }).locator(".num");

/** Takes over the file that is shown. */
const bringIn = async (page: Page) => {
  await page.locator(`main form:not([action$="/columns"]) .bar button`).click();
  await expect(page).toHaveURL(/\/roll\?done=(in|back)$/);
  await fine(page);
};

const rows = ["1栋,1单元,1,101,60.00,登记,王小明,360102199001011234", "1栋,1单元,1,102,70.50,登记,李雷,", "2栋,,1,101,50.00,测绘,王小明,360102199001011234"];

test("a list in GB18030 is read, previewed and brought in", async ({ page }) => {
  await signIn(page, staff("official", "360103"));
  const text = `楼栋,单元,楼层,房号,建筑面积,面积来源,业主,业主编号\r\n${rows.join("\r\n")}\r\n`;
  await choose(page, "名册.csv", CSV, gb18030(text));
  await expect(page).toHaveURL(new RegExp(`${ROLL}/[0-9a-f-]+$`));
  await fits(page);
  await expect(count(page, "新增")).toHaveText("3");
  await expect(count(page, "不再在名册上")).toHaveText("0");
  await expect(page.locator("main")).toContainText("1 栋 1 单元 101");
  await expect(page.locator("main"), "numbers are never shown").not.toContainText("36010219900101");
  await bringIn(page);
  await expect(page.locator("main caption")).toContainText("3 户 · 2 栋");
});

test("a workbook shows what it changes; brought in, it can be taken back", async ({ page }) => {
  await signIn(page, staff("official", "360103"));
  const head = ["幢", "单元号", "所在楼层", "门牌", "产权面积（㎡）"];
  const sheet = workbook("柳树新村住户名册", [head, ["1栋", "1单元", 1, 101, 61.5], ["1栋", "1单元", 1, 102, 70.5], ["3栋", "", 2, 201, 88]]);
  await choose(page, "名册.xlsx", XLSX, sheet);
  await expect(page).toHaveURL(new RegExp(`${ROLL}/[0-9a-f-]+$`));
  await expect(count(page, "新增")).toHaveText("1");
  await expect(count(page, "不再在名册上")).toHaveText("1");
  await expect(page.locator("main")).toContainText("面积 60.00 → 61.50");
  await expect(page.locator("main")).toContainText("3 栋 201");
  await bringIn(page);
  await expect(page.locator("main tbody")).toContainText("3 栋");

  await send(page, "/undo");
  await expect(page).toHaveURL(/\/roll\?done=(in|back)$/);
  await expect(page.locator("main tbody")).toContainText("2 栋");
  await expect(page.locator("main tbody")).not.toContainText("3 栋");
  await expect(page.locator("main caption")).toContainText("3 户 · 2 栋 · 180.50 平方米");
});

test("columns of unknown names are chosen by hand", async ({ page }) => {
  await signIn(page, staff("official", "360103"));
  const text = `哪栋,楼层,几号,面积,业主\r\n1栋,1,101,60,王小明\r\n`;
  await choose(page, "list.csv", CSV, Buffer.from(`\ufeff${text}`));
  await expect(page.locator("main h1")).toHaveText("请说明哪一列是什么");
  await expect(page.locator("main"), "people are covered meanwhile").not.toContainText("王小明");
  await fits(page);
  await fill(page, { building: "0" });
  await send(page, "/columns");
  await refused(page);
  await expect(page.locator("main select[name=building]")).toHaveValue("0");
  await fill(page, { room: "2" });
  await send(page, "/columns");
  await expect(page.locator("main h1")).toHaveText("这份文件会改什么");
  // The file is silent on entrances: the flat of this room is the one that stands on the roll.
  await expect(page.locator("main")).toContainText("文件里没有：单元");
  await expect(page.locator("main")).toContainText("1 栋 1 单元 102 · 2 栋 101");
});

test("a file with faults names each by its place and changes nothing", async ({ page }) => {
  await signIn(page, staff("official", "360103"));
  const bad = "楼栋,楼层,房号,建筑面积\r\n1栋,1,101,60\r\n1号楼,1,101室,60\r\n1栋,1,102,0\r\n";
  await choose(page, "bad.csv", CSV, Buffer.from(bad));
  await refused(page);
  await expect(page.locator("main [role=alert]")).toContainText("第 3 行");
  await expect(page.locator("main [role=alert]")).toContainText("第 4 行「建筑面积」");
  await page.goto(at(ROLL));
  await expect(page.locator("main caption")).toContainText("3 户 · 2 栋");
});

/** The entry of a flat, found by building and room. */
const entry = async (page: Page, building: string, room: string) => {
  await page.goto(at(`/setup/${slug}/households`));
  await fill(page, { building, room });
  await send(page, "/households");
  await expect(page).toHaveURL(/\/households\/[0-9a-f-]+$/);
};
const save = (page: Page) => page.locator("main form", { has: page.locator("input[name=area]") }).locator("button").click();

test("of two who edit one household the second is told, and loses nothing", async ({ page, browser }) => {
  const other = await phone(browser);
  await signIn(page, staff("official", "360103"));
  await signIn(other, staff("official", "360103002"));
  await entry(page, "1栋", "1-102");
  await entry(other, "1栋", "1-102");
  await fill(page, { area: "71", owners: "李雷、韩梅梅" });
  await save(page);
  await fine(page);

  await fill(other, { area: "72.25", relation: "tenant" });
  await save(other);
  await refused(other);
  await expect(other.locator("main")).toContainText("刚才有人改过这里");
  await expect(other.locator("main input[name=area]")).toHaveValue("72.25");
  await expect(other.locator("main select[name=relation]")).toHaveValue("tenant");
  await expect(other.locator("main #now")).toContainText("71.00");
  await expect(other.locator("main #now"), "names are covered").toContainText("李*");
  await expect(other.locator("main")).not.toContainText("韩梅梅");
  await fits(other);
  await save(other);
  await fine(other);
  await page.reload();
  await expect(page.locator("main input[name=area]")).toHaveValue("72.25");
  await other.context().close();
});

test("a sold flat has its new owner and needs a new letter", async ({ page }) => {
  await signIn(page, staff("official", "360103"));
  await entry(page, "2栋", "101");
  await page.locator("main details summary").click();
  await send(page, "/sold");
  await refused(page);
  await fill(page, { new_owners: "赵六" });
  await send(page, "/sold");
  await expect(page.locator("main [role=status]")).toContainText("要打一封新的信");
  await expect(page.locator("main input[name=owners]")).toHaveValue("赵*");
});
