// What every spec uses: the demo's people and places, signing in, looking.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Browser, type Page, type Request } from "@playwright/test";

export type Staff = { login: string; password: string; role: string; scope: string };
export type Household = { community: string; building: string; room: string; code: string; token: string; poll: string | null };
export type Community = { slug: string; name: string; stage: string };
export type Demo = { staff: Staff[]; households: Household[]; communities: Community[]; journey_paths: Record<string, string> };
export type Route = { path: string; kind: "page" | "door" | "machine"; verb: string | null };

export const site = process.env.LINLI_END2END_URL ?? "";
export const demo: Demo = JSON.parse(process.env.LINLI_END2END_DEMO || "{}");
export const routes: Route[] = JSON.parse(process.env.LINLI_END2END_ROUTES || "[]");

/** The address of a path, in a language if one is given. */
export const at = (path: string, lang?: "zh" | "en") =>
  lang ? `${site}${path}${path.includes("?") ? "&" : "?"}lang=${lang}` : site + path;

/** A member of staff of this role; `scope` narrows it by the start of its scope. */
export const staff = (role: string, scope = "") => {
  const found = demo.staff.find((s) => s.role === role && s.scope.startsWith(scope));
  if (!found) throw new Error(`the demo has no ${role} of '${scope}'`);
  return found;
};

/** Keeps the language by cookie, as the switch at the top does. */
export const speak = (page: Page, lang: "zh" | "en") => page.context().addCookies([{ name: "lang", value: lang, url: site }]);

export const signIn = async (page: Page, who: Staff) => {
  await page.goto(at("/login"));
  await page.locator("input[name=login]").fill(who.login);
  await page.locator("input[name=password]").fill(who.password);
  await page.locator("main form button").first().click();
  await expect(page).not.toHaveURL(/\/login/);
};

/** The nth listed household of a community; the first ones have not taken part yet. */
export const household = (community: string, n: number) => {
  const found = demo.households.filter((h) => h.community === community)[n];
  if (!found) throw new Error(`the demo lists no household ${n} of ${community}`);
  return found;
};

/** Fills in building, room and code where the page asks for them, and goes on. */
export const enterCode = async (page: Page, who: Household) => {
  const building = page.locator("main [name=building]");
  if ((await building.evaluate((field) => field.tagName)) === "SELECT") await building.selectOption({ index: await choice(page, who.building) });
  else await building.fill(who.building);
  await page.locator("main input[name=room]").fill(who.room);
  await page.locator("main input[name=digits]").fill(who.code);
  await send(page, "/v");
};

/**
 * Shows the code of the letter's QR on the page that asks for it, as the camera and the small script
 * do: a further phone of a household comes in this way, one that types the digits waits for the first.
 */
export const scan = async (page: Page, who: Household) => {
  if (!new URL(page.url(), site).pathname.startsWith("/v")) await page.goto(at(`/v?c=${who.community}`));
  await page.locator("main input#token").evaluate((field, token) => {
    (field as HTMLInputElement).value = token;
    (field as HTMLInputElement).form?.submit();
  }, who.token);
  // Where the page leads on to another, or somebody else is signed in, it asks first whose code it is.
  await expect(page.locator("main input#token")).toHaveCount(0);
  const sure = page.locator("main button[name=sure]");
  if (await sure.count()) await sure.click();
  await expect(page).not.toHaveURL(/\/v(\?|$)/);
};

/** A further phone without JavaScript, with nothing in it yet. */
export const phone = async (browser: Browser) =>
  (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })).newPage();

/** Fills in fields by their names; those of the form whose address ends in `action`, if one is given. */
export const fill = async (page: Page, values: Record<string, string>, action?: string) => {
  const within = action === undefined ? page.locator("main") : page.locator(`main form[action$="${action}"]`).first();
  for (const [name, value] of Object.entries(values)) {
    const field = within.locator(`[name="${name}"]:not([type=hidden])`).first();
    if ((await field.evaluate((f) => f.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
};

/** Says that the page took what was sent: no sentence about something wrong. */
export const fine = (page: Page) => expect(page.locator("main :is(.problem, [role=alert]):visible")).toHaveCount(0);

/** Says that the page is a form that came back with what is wrong. */
export const refused = (page: Page) => expect(page.locator("main :is(.problem, [role=alert]):visible").first()).toBeVisible();

/** The messages that the demo's server sent to this number, oldest first: without a gateway they are a file. */
export const messages = (number: string) => {
  const file = join(process.env.LINLI_END2END_DATA ?? "", "outbox", "messages.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as { to: string; text: string }).filter(({ to }) => to === number).map(({ text }) => text);
};

/** The six figures of the message after the first `before` ones to this number: it leaves after the page has come. */
export const sentFigures = async (number: string, before = 0) => {
  await expect.poll(() => messages(number).length).toBeGreaterThan(before);
  return /\d{6}/.exec(messages(number).at(-1) ?? "")?.[0] ?? "";
};

/** A mobile number that nobody used yet: each gets few messages an hour. */
export const freshNumber = () => `139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;

/** Shows a phone number by the six figures of a message, and comes to the holder's own page. */
export const showPhone = async (page: Page, number: string) => {
  await page.goto(at("/phone"));
  await page.locator("main input[name=phone]").fill(number);
  await page.locator("main input[name=consent]").check();
  const before = messages(number).length;
  await send(page, "/phone");
  await expect(page).toHaveURL(/\/phone\/[0-9a-f-]+/);
  const figures = await sentFigures(number, before);
  await page.locator("main input[name=figures]").fill(figures);
  await page.locator("main .bar button").click();
  await expect(page).toHaveURL(/\/own$/);
};

/** The place of a building in the list of the form. */
const choice = async (page: Page, building: string) => {
  const texts = await page.locator("main [name=building] option").allTextContents();
  const values = await page.locator("main [name=building] option").evaluateAll((all) => all.map((o) => (o as HTMLOptionElement).value));
  return texts.findIndex((text, n) => values[n] === building || text === building || text.startsWith(`${building} `));
};

/** Presses the button of the form whose address ends in `action`. */
export const send = (page: Page, action: string, button = "button") =>
  page.locator(`main form[action$="${action}"] ${button}`).first().click();

/** What somebody said, in the list of a community, that is not settled: only that is offered as the same. */
export const unsettled = async (page: Page) => {
  const settled = /已办，等居民确认|已解决，居民说的|不办，说明了原因|done, says the office|solved, say the residents|will not be done/;
  const said = page.locator("main .list li", { hasNotText: settled }).locator("strong").first();
  return (await said.innerText()).replace("…", "");
};

/** Every host that a context's pages contact. */
export const hosts = (page: Page) => {
  const seen = new Set<string>();
  page.context().on("request", (request: Request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http")) seen.add(url.host);
  });
  return seen;
};

/** Says that nothing on the page is wider than the screen. */
export const fits = async (page: Page) => {
  const over = await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(over, `${page.url()} is ${over} px wider than the screen`).toBeLessThanOrEqual(0);
};

/** Waits until the islands of the page are awake. */
export const awake = (page: Page) => expect(page.locator("html")).toHaveAttribute("data-awake", "1", { timeout: 15_000 });
