// Journey 1 with WebAssembly: who said the same while one types, and photos made small before
// they are sent. The same form without a script sends the same fields.
import { expect, test, type Page } from "@playwright/test";
import { at, awake, demo, site, speak, unsettled } from "../kit.ts";
import { relay, type Part, type Relay } from "../relay.ts";

const FORM = demo.journey_paths.J1;
let before: Relay;

test.beforeAll(async () => {
  before = await relay(site);
});
test.afterAll(() => before.end());

for (const [lang, heading] of [["zh", "有人说过"], ["en", "Said already"]] as const) {
  test(`who said the same is listed while one types, without a reload: ${lang}`, async ({ page }) => {
    await speak(page, lang);
    await page.goto(at(`${FORM}/all`));
    const said = await unsettled(page);
    await page.goto(at(FORM));
    await awake(page);
    const loads: string[] = [];
    page.on("framenavigated", (frame) => frame === page.mainFrame() && loads.push(frame.url()));

    const field = page.locator("main textarea[name=text]");
    const list = page.locator("main section[aria-live=polite]");
    await expect(list).toBeHidden();
    await field.fill(said);
    await expect(list).toBeVisible();
    await expect(list.getByRole("heading")).toHaveText(heading);
    await expect(list.locator("li a").filter({ hasText: said.slice(0, 12) }).first()).toBeVisible();
    const ways = await list.locator("li a").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
    expect(ways.length).toBeLessThanOrEqual(3);
    for (const way of ways) expect(way, "only of this community").toMatch(new RegExp(`^${FORM}/[^/]+$`));
    await expect(field).toHaveValue(said);
    expect(loads, "nothing was loaded anew").toEqual([]);

    await field.fill("");
    await expect(list).toBeHidden();
    await field.fill(said);
    await list.locator("li a").first().click();
    await expect(page).toHaveURL(new RegExp(`${FORM}/[^/]+$`));
    await expect(page.locator("main h1")).toBeVisible();
  });
}

/** A picture of 12 megapixels with so much in it that it weighs what a phone's photo weighs. */
const largePhoto = async (page: Page) => {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [4000, 3000];
    const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
    for (let n = 0; n < 60_000; n++) {
      pen.fillStyle = `hsl(${(n * 137) % 360} 60% ${20 + ((n * 31) % 60)}%)`;
      pen.fillRect((n * 7919) % 4000, (n * 104_729) % 3000, 30, 20);
    }
    return canvas.toDataURL("image/jpeg", 0.98);
  });
  return Buffer.from(url.split(",")[1], "base64");
};

/** Width and height of a JPEG, as its frame says. */
const size = (jpeg: Buffer) => {
  for (let at = 2; at + 9 < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at] !== 0xff) break;
    const frame = jpeg[at + 1] >= 0xc0 && jpeg[at + 1] <= 0xc3;
    if (frame) return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
  }
  throw new Error("no JPEG was sent");
};

const choose = (page: Page, photo: Buffer) =>
  page.locator("main input[name=photos]").setInputFiles({ name: "IMG_0001.jpg", mimeType: "image/jpeg", buffer: photo });

/** Taps the roof, writes a line and goes on to the receipt; gives what the first screen posted. */
const send = async (page: Page, line: string): Promise<Part[]> => {
  before.posted.length = 0;
  await page.locator("main label", { has: page.locator("input[name=tile][value=roof]") }).click();
  await page.locator("main textarea[name=text]").fill(line);
  await page.locator("main .bar button").click();
  await expect(page).toHaveURL(/\/similar\/|\/receipt$/, { timeout: 20_000 });
  if (page.url().includes("/similar/")) await page.locator("main form:has(input[name=once]) button").first().click();
  await expect(page).toHaveURL(/\/f\/[0-9a-f]+\/receipt$/);
  const posted = before.posted.find(({ path }) => path === FORM);
  if (!posted) throw new Error("the form was not posted");
  return posted.parts;
};

const one = (parts: Part[], name: string) => parts.filter((part) => part.name === name)[0];

test("a large photo is shown, made small in the browser, and sent small", async ({ page }) => {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  const photo = await largePhoto(page);
  expect(photo.length, "what a phone's photo weighs").toBeGreaterThan(2_000_000);

  await page.goto(before.url + FORM);
  await awake(page);
  await choose(page, photo);
  const preview = page.locator("main img.thumb");
  await expect(preview).toHaveCount(1);
  await expect(preview).toHaveAttribute("src", /^blob:/);
  await expect(preview).toHaveAttribute("alt", "选好的照片");
  await expect.poll(() => preview.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(1600);

  const sent = one(await send(page, "屋顶的瓦掉了好几块，拍了照片"), "photos");
  expect(size(sent.bytes)).toEqual([1600, 1200]);
  expect(sent.bytes.length, `of ${photo.length} bytes chosen`).toBeLessThan(photo.length / 4);

  // The author's page shows it.
  await page.goto(page.url().replace("/receipt", ""));
  await expect(page.locator("main img.photo")).toHaveCount(1);
  expect(wrong).toEqual([]);
});

test("a photo chosen later is added, and each can be left out", async ({ page }) => {
  const photo = await largePhoto(page);
  await page.goto(before.url + FORM);
  await awake(page);
  await choose(page, photo);
  const preview = page.locator("main img.thumb");
  await expect(preview).toHaveCount(1);
  await choose(page, photo);
  await expect(preview).toHaveCount(2);
  const held = () => page.locator("main input[name=photos]").evaluate((input) => (input as HTMLInputElement).files?.length);
  expect(await held()).toBe(2);
  await page.getByRole("button", { name: "不要这张" }).first().click();
  await expect(preview).toHaveCount(1);
  expect(await held()).toBe(1);
});

test("without a script the same form sends the same fields and reaches the receipt", async ({ page, browser }) => {
  const photo = await largePhoto(page);
  const line = "顶楼的防水层裂开了，下雨就渗";
  await page.goto(before.url + FORM);
  await awake(page);
  await choose(page, photo);
  await expect(page.locator("main img.thumb")).toHaveCount(1);
  const awakeSent = await send(page, line);

  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const plain = await context.newPage();
  await plain.goto(before.url + FORM);
  await choose(plain, photo);
  const plainSent = await send(plain, line);
  await context.close();

  const names = (parts: Part[]) => parts.map(({ name }) => name);
  expect(names(plainSent)).toEqual(names(awakeSent));
  for (const name of ["tile", "text", "building", "visibility"]) {
    expect(one(plainSent, name)?.bytes.toString(), name).toBe(one(awakeSent, name)?.bytes.toString());
  }
  expect(one(plainSent, "text").bytes.toString()).toBe(line);
  expect(one(plainSent, "photos").bytes.length, "the server makes it small").toBe(photo.length);
});
