// Finds one address for every page of the table of routes, by following links as each kind of
// visitor: so a new page is looked at without being named here.
import type { BrowserContext } from "@playwright/test";
import { at, demo, freshNumber, household, routes, scan, showPhone, signIn, site, staff } from "./kit.ts";

export type Found = { path: string; route: string; who: string };

/** Pages that no link leads to: they come after a form, and the journeys go there. */
export const AFTER_A_FORM = [
  "/c/{slug}/feedback/similar/{draft}",
  "/c/{slug}/feedback/{number}/thanks",
  "/f/{secret}",
  "/f/{secret}/receipt",
  "/setup/{slug}/roll/{draft}",
  "/setup/{slug}/polls/{id}/edit",
  "/phone/{id}",
  "/login/second",
  "/login/factors/app",
];

const pattern = (path: string) => new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`);
const pages = routes.filter((route) => route.kind === "page").map((route) => ({ route: route.path, test: pattern(route.path) }));
// The literal one wins over the one with a parameter, as in the router.
pages.sort((a, b) => (a.route.match(/\{/g)?.length ?? 0) - (b.route.match(/\{/g)?.length ?? 0));
const routeOf = (path: string) => pages.find(({ test }) => test.test(path.split("?")[0]))?.route;

/** An owner holds the owner's letter of a community with an owners' poll; a voter and a rater the household's. */
const LETTERS: Record<string, string> = { voter: "gangyuan-xiaoqu", owner: "yangguang", rater: "bayi" };
const RESIDENTS = ["nobody", "phone", ...Object.keys(LETTERS)];

export const VISITORS = [...RESIDENTS, "committee", "leader", "official", "contractor", "property", "supervisor", "admin", "security", "auditor"];

/** Whether this visitor sees residents' pages only. */
export const resident = (who: string) => RESIDENTS.includes(who);

/** One number is enough for all: an address gets few messages a day. */
let known: Awaited<ReturnType<BrowserContext["cookies"]>> | undefined;

/** Signs a context in as one of the visitors. */
export const become = async (context: BrowserContext, who: string) => {
  if (who === "nobody") return;
  if (who === "phone" && known) return context.addCookies(known);
  const page = await context.newPage();
  const place = LETTERS[who];
  if (place) {
    // The last listed households have taken part, so that their pages have something to show.
    await page.goto(at(`/v?c=${place}`));
    await scan(page, household(place, demo.households.filter((h) => h.community === place).length - 1));
  } else if (who === "phone") {
    await showPhone(page, freshNumber());
    known = await context.cookies();
  } else {
    await signIn(page, staff(who));
  }
  // The page stays open: Chromium may fail to open a tab for a context whose last one just closed.
};

/** The search for a household at the desk: a form that leads on to the household's page. */
const helped = (who: string) => {
  const { community, building, room } = household("yangguang", 0);
  return who === "committee" ? [`/desk/households/${community}?${new URLSearchParams({ building, room })}`] : [];
};

/** Follows links from the first screens, at most `most` pages; the next page is of the route looked at least. One address a route. */
export const crawl = async (context: BrowserContext, who: string, most = 150): Promise<Found[]> => {
  const waiting = new Map<string, { looked: number; paths: string[] }>();
  const known = new Set<string>();
  const found = new Map<string, Found>();
  const add = (path: string) => {
    const route = routeOf(path);
    if (!route || known.has(path)) return;
    known.add(path);
    if (!waiting.has(route)) waiting.set(route, { looked: 0, paths: [] });
    waiting.get(route)?.paths.push(path);
  };
  ["/", "/login", "/v", "/desk", "/office", "/admin", "/admin/instance", "/admin/audit", "/setup", "/help", "/record", "/account", ...helped(who), ...Object.values(demo.journey_paths)].forEach(add);
  for (let n = 0; n < most; n++) {
    const [route, next] = [...waiting].filter(([, { paths }]) => paths.length > 0).sort(([, a], [, b]) => a.looked - b.looked)[0] ?? [];
    const path = next?.paths.shift();
    if (route === undefined || next === undefined || path === undefined) break;
    next.looked += 1;
    const answer = await context.request.get(at(path), { maxRedirects: 0 });
    const { location = "", "content-type": kind = "" } = answer.headers();
    if (location) add(location.replace(site, ""));
    // A page that asks who is there leads on to where one says it.
    if (![200, 401].includes(answer.status()) || !kind.startsWith("text/html")) continue;
    if (answer.status() === 200 && !found.has(route)) found.set(route, { path, route, who });
    const links = [...(await answer.text()).matchAll(/<a [^>]*href="([^"#]+)/g)].map((m) => m[1].replaceAll("&amp;", "&"));
    links.filter((to) => to.startsWith("/") || to.startsWith(site)).forEach((to) => add(to.replace(site, "")));
  }
  return [...found.values()];
};
