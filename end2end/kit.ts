// What every spec uses: the demo's people and places, signing in, looking.
import { expect, type Page, type Request } from "@playwright/test";

export type Staff = { login: string; password: string; role: string; scope: string };
export type Household = { community: string; building?: string; room: string; code: string; token?: string };
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
