// Finds one address for every page of the table of routes, by following links as each kind of
// visitor: so a new page is looked at without being named here.
import type { BrowserContext } from "@playwright/test";
import { at, demo, enterCode, household, routes, signIn, site, staff } from "./kit.ts";

export type Found = { path: string; route: string; who: string };

/** Pages that no link leads to: they come after a form, and the journeys go there. */
export const AFTER_A_FORM = [
  "/c/{slug}/feedback/similar/{draft}",
  "/c/{slug}/feedback/{number}/thanks",
  "/f/{secret}",
  "/f/{secret}/receipt",
  "/setup/{slug}/roll/{draft}",
  "/setup/{slug}/polls/{id}/edit",
];

const pattern = (path: string) => new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`);
const known = routes.filter((route) => route.kind === "page").map((route) => ({ route: route.path, test: pattern(route.path) }));
// The literal one wins over the one with a parameter, as in the router.
known.sort((a, b) => (a.route.match(/\{/g)?.length ?? 0) - (b.route.match(/\{/g)?.length ?? 0));
const routeOf = (path: string) => known.find(({ test }) => test.test(path.split("?")[0]))?.route;

export const VISITORS = ["nobody", "voter", "rater", "committee", "official", "admin"] as const;

/** Signs a context in as one of the visitors. */
export const become = async (context: BrowserContext, who: string) => {
  if (who === "nobody") return;
  const page = await context.newPage();
  // The last listed households have taken part, so that their pages have something to show.
  const places: Record<string, string> = { voter: "yangguang", rater: "bayi" };
  const place = places[who];
  if (place) {
    await page.goto(at(`/v?c=${place}`));
    await enterCode(page, household(place, demo.households.filter((h) => h.community === place).length - 1));
  } else {
    await signIn(page, staff(who));
  }
  // The page stays open: Chromium may fail to open a tab for a context whose last one just closed.
};

/** Follows links from the first screens; one address a route, at most `most` pages looked at. */
export const crawl = async (context: BrowserContext, who: string, most = 150): Promise<Found[]> => {
  const waiting = ["/", "/login", "/v", "/desk", "/office", "/admin", "/setup", "/help", "/record", ...Object.values(demo.journey_paths)];
  const seen = new Set<string>();
  const found = new Map<string, Found>();
  while (waiting.length > 0 && seen.size < most) {
    const path = waiting.shift() as string;
    const route = routeOf(path);
    if (!route || seen.has(path)) continue;
    seen.add(path);
    const answer = await context.request.get(at(path), { maxRedirects: 0 });
    if (answer.status() !== 200 || !(answer.headers()["content-type"] ?? "").startsWith("text/html")) continue;
    if (!found.has(route)) found.set(route, { path, route, who });
    const fresh = [...(await answer.text()).matchAll(/<a [^>]*href="([^"#]+)/g)].map((m) => m[1].replaceAll("&amp;", "&"));
    const local = fresh.filter((to) => to.startsWith("/") || to.startsWith(site)).map((to) => to.replace(site, ""));
    // Routes not yet seen go first.
    for (const to of local) (found.has(routeOf(to) ?? "") ? waiting.push(to) : waiting.unshift(to));
  }
  return [...found.values()];
};
