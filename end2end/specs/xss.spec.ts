// Words that would run as a script if one door, page or island let them: typed into every field
// that takes text, then looked at on every page as every kind of visitor, without the policy of
// the browser that would hold them back. On an instance of its own, as nothing of it stays as it was.
import { expect, test, type Browser, type BrowserContext, type Page } from "@playwright/test";
import type * as Crawl from "../crawl.ts";
import type * as Kit from "../kit.ts";
import { start, type Server } from "../server.ts";
import { fill, prepare, told as nothing } from "../xss/robot.ts";
import { WORDS } from "../xss/strings.ts";
import { listen, look, notes, type Notes } from "../xss/watch.ts";

test.describe.configure({ mode: "serial" });

let server: Server;
let kit: typeof Kit;
let crawling: typeof Crawl;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  server = await start(undefined, (run) => {
    process.env.LINLI_END2END_DEMO = run(["demo", "--json"]);
    process.env.LINLI_END2END_ROUTES = run(["routes", "--json"]);
  });
  process.env.LINLI_END2END_URL = server.url;
  process.env.LINLI_END2END_DATA = server.data;
  // Only now: both read where the site is as they are loaded.
  kit = await import("../kit.ts");
  crawling = await import("../crawl.ts");
});
test.afterAll(() => server.end());

/** The path of the table that answers a path. */
const shape = (path: string) => {
  const parts = path.split("?")[0].split("/");
  const fits = kit.routes.filter((route) => {
    const own = route.path.split("/");
    return own.length === parts.length && own.every((part, n) => part === parts[n] || part.startsWith("{"));
  });
  return fits.sort((a, b) => a.path.split("{").length - b.path.split("{").length)[0]?.path ?? path;
};
/** The same with the names of its query: each asks for another page. */
const kind = (url: URL) => `${shape(url.pathname)}?${[...url.searchParams.keys()].sort().join()}`;

/** Those who filled in the forms go on to look at the pages. */
const inside = new Map<string, Visit>();

type Visit = { who: string; context: BrowserContext; page: Page; paths: string[] };

const visitors = () => [...new Set([...crawling.VISITORS, ...kit.demo.staff.map(({ role }) => role)])];

const visit = async (browser: Browser, who: string, to: Notes, bypassCSP: boolean): Promise<Visit> => {
  const context = await browser.newContext({ bypassCSP });
  await listen(context, to);
  await prepare(context);
  await crawling.become(context, who);
  const paths = (await crawling.crawl(context, who)).map(({ path }) => path);
  return { who, context, page: await context.newPage(), paths };
};

/** Whether a page has a field for words. */
const TAKES = /<textarea|<input[^>]*type="(text|search|tel|email|password)"/;
/** Most pages of one visitor beyond one for each route. */
const FURTHER = 30;

/** Opens every page of a visitor, or only those with fields, and those they link to that ask for something else; `each` may act there. */
const walk = async ({ page, paths, context }: Visit, to: Notes, onlyForms: boolean, each: (url: string, seen: Awaited<ReturnType<typeof look>>) => Promise<string[]>) => {
  const waiting = paths.map((path) => kit.at(path));
  const known = new Set(waiting.map((url) => kind(new URL(url))));
  let further = 0;
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const html = onlyForms ? await (await context.request.get(url)).text() : "";
    let more = [...html.matchAll(/<a [^>]*href="([^"#]+)/g)].map((m) => m[1].replaceAll("&amp;", "&"));
    if (!onlyForms || TAKES.test(html)) {
      const answer = await page.goto(url);
      if (answer?.status() !== 200) continue;
      const seen = await look(page, to, shape);
      more = [...seen.links, ...(await each(url, seen))];
    }
    for (const link of more) {
      const next = new URL(link, url);
      const isPage = kit.routes.some((route) => route.path === shape(next.pathname) && route.kind === "page");
      if (next.origin !== server.url || !isPage || known.has(kind(next)) || further >= FURTHER) continue;
      known.add(kind(next));
      waiting.push(next.href);
      further += 1;
    }
  }
};

/** Does it for three visitors at a time. */
const forEach = async (act: (who: string) => Promise<void>) => {
  const waiting = visitors();
  const hand = async () => {
    for (let who = waiting.shift(); who !== undefined; who = waiting.shift()) {
      const began = Date.now();
      await act(who);
      console.log(`xss: as ${who}, ${Date.now() - began} ms`);
    }
  };
  await Promise.all([hand(), hand(), hand()]);
};

/** Where words ran and how many, shortly told. */
const places = (ran: string[]) => {
  const at = new Map<string, Set<string>>();
  for (const line of ran) {
    const [word, , url] = line.split(" ");
    const path = shape(new URL(url).pathname);
    at.set(path, (at.get(path) ?? new Set()).add(word));
  }
  return [...at].map(([path, words]) => `${words.size} words ran at ${path}, the first was ${WORDS[Number([...words][0])]?.text}`);
};

const seen = notes();
const sent = nothing();

test("words in every field that takes text", async ({ browser }) => {
  test.setTimeout(400_000);
  const done = new Map<string, number>();
  await forEach(async (who) => {
    const one = await visit(browser, who, seen, true);
    inside.set(who, one);
    await walk(one, seen, true, async (url, { forms }) => {
      const led: string[] = [];
      for (const form of forms.filter(({ texts }) => texts.length > 0)) {
        const key = `${form.name} ${form.texts.join()}`;
        // Who may not send it, or not now, leaves it to the next one who sees it.
        if (sent.accepted.has(form.name) || (done.get(key) ?? 0) > 1) continue;
        done.set(key, (done.get(key) ?? 0) + 1);
        await one.page.goto(url);
        led.push(...(await fill(one.page, url, form, seen, sent, shape)));
      }
      return led;
    });
  });
  console.log(`accepted: ${[...sent.accepted].map(([name, n]) => `${name} ×${n}`).join("; ")}`);
  console.log(`never accepted: ${[...new Set([...sent.filled.keys()].map((f) => f.split(" ").slice(0, 2).join(" ")))].filter((f) => !sent.accepted.has(f)).join("; ")}`);
  expect(places(seen.ran)).toEqual([]);
  expect([...new Set(seen.landed)].slice(0, 20)).toEqual([]);
});

/** A roll as a spreadsheet saves it. */
const roll = (rows: string[][]) => {
  const line = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  return { name: "<svg onload=X(0)>.csv", mimeType: "text/csv", buffer: Buffer.from(`\ufeff${rows.map(line).join("\r\n")}\r\n`) };
};

test("words in every cell of a roll", async ({ browser }) => {
  test.setTimeout(120_000);
  const { context, page, paths } = await visit(browser, "official", seen, true);
  const sheet = paths.find((path) => shape(path) === "/setup/{slug}/roll") ?? "";
  const bring = async (rows: string[][]) => {
    await page.goto(kit.at(sheet));
    await page.locator("main input[type=file]").setInputFiles(roll(rows));
    await kit.send(page, "/roll");
    await page.waitForLoadState("load");
    await look(page, seen, shape, !page.url().includes("/roll/"));
  };
  const head = ["楼栋", "单元", "楼层", "房号", "建筑面积", "面积来源"];
  const short = WORDS.filter(({ text }) => [...text].length <= 20 && !/^[=+\-@]/.test(text)).map(({ text }) => text);
  // Every cell is told by its place and its words where it is refused, every heading where it is not known.
  await bring([head, ...WORDS.map(({ text }) => [text, text, text, text, text, text])]);
  await bring([[...head, ...WORDS.slice(0, 40).map(({ text }) => text)], ["1栋", "1单元", "1", "101", "68.35", "登记"]]);
  await bring([WORDS.slice(40, 90).map(({ text }) => text), ["1栋"]]);
  await bring([head, ...short.map((text, n) => [text, text, String(n + 1), text, "68.35", "登记"])]);
  expect(page.url()).toContain("/roll/");
  await page.locator(`main form[action*="/roll/"] button`).first().click();
  await page.waitForLoadState("load");
  await look(page, seen, shape);
  expect(places(seen.ran)).toEqual([]);
  expect([...new Set(seen.landed)].slice(0, 20)).toEqual([]);
  await context.close();
});

test("words in every address that a page reads", async ({ browser }) => {
  test.setTimeout(240_000);
  const asked = ["q", "next", "lang", "c", "code", "done", "r", "region", "receipt", "who", "object", "community", "f", "item", "building", "room", "page", "sort"];
  const all = WORDS.map(({ text }) => text).join("\n");
  let told = 0;
  for (const who of ["nobody", "official", "auditor"]) {
    const { context, page, paths } = await visit(browser, who, seen, true);
    for (const path of paths) {
      for (const words of [all.slice(0, 6_000), all.slice(6_000)]) {
        // One name with all of them and the others with one each: an address has its bound.
        const given = asked.map((name, n) => [name, WORDS[(n * 13) % WORDS.length].text]);
        given[0][1] = words;
        const url = `${kit.at(path.split("?")[0])}?${new URLSearchParams(given)}`;
        const answer = await context.request.get(url);
        expect(answer.status(), path).toBeLessThan(500);
        // Only what says a word back can let it run.
        if (!/hit|X\(/.test(await answer.text())) continue;
        told += 1;
        await page.goto(url);
        await look(page, seen, shape, true);
      }
    }
    await context.close();
  }
  console.log(`xss: ${told} addresses say words back`);
  expect(told).toBeGreaterThan(0);
  expect(places(seen.ran)).toEqual([]);
  expect([...new Set(seen.landed)].slice(0, 20)).toEqual([]);
});

test("no word runs on any page of any visitor", async () => {
  test.setTimeout(400_000);
  await forEach(async (who) => {
    const one = inside.get(who);
    if (!one) throw new Error(`${who} has not been inside`);
    await walk(one, seen, false, async () => []);
    await one.context.close();
  });
  const never = [...seen.fields.keys()].filter((field) => !sent.filled.has(field));
  // A short field keeps only some of the words, but every form that comes back shows each of them.
  const unseen = WORDS.filter(({ n }) => !seen.shown.has(n) && !seen.refused.has(n));
  console.log(`xss: ${WORDS.length} words × ${sent.filled.size} fields, ${sent.words} typed, ${seen.pages} pages looked at, ${seen.shown.size} words shown, ${seen.refused.size} in forms that came back; ${seen.ran.length} ran, ${seen.landed.length} landed`);
  expect(places(seen.ran)).toEqual([]);
  expect([...new Set(seen.landed)].slice(0, 20)).toEqual([]);
  expect(never.map((field) => `${field} on ${seen.fields.get(field)}`)).toEqual([]);
  expect(unseen.map(({ text }) => text)).toEqual([]);
  expect(seen.shown.size).toBeGreaterThan(WORDS.length / 3);
});

/** Lets the page at `path` come with `planted` in it, as if one page had let it through. */
const plant = async (page: Page, path: string, planted: string) =>
  page.route(kit.at(path), async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("</main>", `${planted}</main>`) });
  });

test("a word that one page let through runs without the policy and not with it", async ({ browser }) => {
  for (const bypassCSP of [true, false]) {
    const found = notes();
    const context = await browser.newContext({ bypassCSP });
    await listen(context, found);
    const page = await context.newPage();
    await plant(page, "/help", "<img src=x onerror=__hit(9001)><script>__hit(9002)</script><svg onload=__hit(9003)>");
    await page.goto(kit.at("/help"));
    await look(page, found, shape);
    const calls = found.ran.map((ran) => ran.split(" ")[0]).sort();
    expect(calls).toEqual(bypassCSP ? ["9001", "9002", "9003"] : []);
    expect(found.landed.length).toBeGreaterThanOrEqual(3);
    await context.close();
  }
});

test("the words bite where nothing holds them back", async ({ browser }) => {
  test.setTimeout(60_000);
  const found = notes();
  const context = await browser.newContext({ bypassCSP: true });
  await listen(context, found);
  const page = await context.newPage();
  await page.goto(kit.at("/help"));
  // As a page would that wrote it out unchanged: between tags, in attributes and in a script.
  await page.evaluate(async (words) => {
    const places = [
      (word: string) => `<p>${word}`,
      (word: string) => `<input value="${word}">`,
      (word: string) => `<input value='${word}'>`,
      (word: string) => `<textarea>${word}</textarea>`,
      (word: string) => `<script>x = "${word}"</script>`,
      (word: string) => `<script>x = '${word}'</script>`,
      (word: string) => "<script>x = `" + word + "`</script>",
    ];
    for (const word of words) {
      for (const place of places) document.body.append(document.createRange().createContextualFragment(place(word)));
    }
    await new Promise((later) => setTimeout(later, 2000));
  }, WORDS.map(({ text }) => text));
  const ran = new Set(found.ran.map((line) => Number(line.split(" ")[0])));
  console.log(`xss: ${ran.size} of ${WORDS.length} words run where they are written out unchanged`);
  expect(ran.size).toBeGreaterThanOrEqual(100);
  await context.close();
});
