// Fills every form that brings text: once with all the words in each field, which is refused and
// comes back filled in, then with as many as each field says that it takes, until all were taken.
// To add: a field that takes no free words gets a value in `GIVEN`; a form that needs more than
// that gets its steps in the spec.
import type { BrowserContext, Page, Response } from "@playwright/test";
import { WORDS } from "./strings.ts";
import { look, type Form, type Notes } from "./watch.ts";

/** What goes into fields that are not for free words once the words were tried there. */
const GIVEN: Record<string, (n: number) => string> = {
  login: (n) => `xss-${n}`,
  slug: (n) => `xss-${n}`,
  cost: () => "20000",
  quantity: () => "1",
  budget: () => "60000",
  warranty_months: () => "24",
  built_year: () => "1993",
  floor: () => "1",
  area: () => "68.35",
  place: () => "",
  region: () => "360102002001",
};

/** Forms whose being accepted ends what the others need: the words are only refused there. */
const ONLY_REFUSED = [/^post \/login/, /\/close$/, /\/cancel$/, /\/leave$/, /\/stage$/, /^post \/v$/, /^post \/phone/];
/** How often a form of short fields is sent. */
const ROUNDS = 4;
let named = 0;

export type Told = { filled: Map<string, number>; accepted: Map<string, number>; words: number };
export const told = (): Told => ({ filled: new Map(), accepted: new Map(), words: 0 });

/** The words in turn, so that short fields together see all that fit them. */
const turns = new Map<number, number>();
const next = (most: number): string => {
  const fit = WORDS.filter(({ text }) => [...text].length <= most);
  const group: string[] = [];
  let room = most;
  for (let tries = 0; tries < fit.length && fit.length > 0; tries++) {
    const turn = turns.get(fit.length) ?? 0;
    const { text } = fit[turn % fit.length];
    room -= [...text].length + 1;
    if (room < -1) break;
    turns.set(fit.length, turn + 1);
    group.push(text);
  }
  return group.join(" ");
};

const ALL = WORDS.map(({ text }) => text).join("\n");

/** All words in as many addresses as they need: what is asked for by a link has a bound. */
const MOST_OF_ADDRESS = 16_000;
const inAddresses = (fields: number): string[] => {
  const parts = [""];
  for (const { text } of WORDS) {
    const longer = parts[parts.length - 1] ? `${parts[parts.length - 1]}\n${text}` : text;
    if (encodeURIComponent(longer).length * fields <= MOST_OF_ADDRESS) parts[parts.length - 1] = longer;
    else parts.push(text);
  }
  return parts;
};

type Texts = Record<string, string>;
type Fill = (element: HTMLFormElement, texts: Texts, choice: number) => HTMLButtonElement | undefined;
type Prepared = Window & { __fill: Fill };

/** Teaches the context's pages to put texts into a form, its choices on something, and to choose a button. */
export const prepare = (context: BrowserContext) =>
  context.addInitScript(() => {
    const day = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString();
    (window as unknown as Prepared).__fill = (element, texts, choice) => {
      const fields = [...element.elements] as HTMLInputElement[];
      for (const field of fields) {
        if (Object.hasOwn(texts, field.name) && field.type !== "radio" && field.type !== "hidden") field.value = texts[field.name];
        else if (element.method === "get") continue;
        else if (field.type === "date" && !field.value) field.value = day(20).slice(0, 10);
        else if (field.type === "datetime-local" && !field.value) field.value = `${day(1).slice(0, 11)}08:00`;
        else if (field.type === "checkbox") field.checked = field.name !== "second_factor";
        else if (field.type === "radio" && !element.querySelector(`[name="${field.name}"]:checked`)) field.checked = true;
        else if (field.tagName === "SELECT" && !field.value) {
          const options = [...(field as unknown as HTMLSelectElement).options].filter((option) => option.value);
          if (options.length > 0) field.value = options[choice % options.length].value;
        }
      }
      const buttons = fields.filter((field) => field.type === "submit") as unknown as HTMLButtonElement[];
      return buttons[choice % buttons.length];
    };
  });

/** Sends the form of the open page as a browser does. */
const post = async (page: Page, form: Form, texts: Texts): Promise<Response> => {
  const came = page.waitForResponse((answer) => answer.request().isNavigationRequest() && answer.frame() === page.mainFrame() && (answer.status() < 300 || answer.status() > 399));
  const loaded = page.waitForEvent("load");
  await page.evaluate(
    ({ n, texts }) => {
      const element = document.forms[n];
      const button = (window as unknown as Prepared).__fill(element, texts, 0);
      element.noValidate = true;
      // A script holds this one back and asks the browser for a passkey first; its door is tried without.
      if (element.dataset.passkey) HTMLFormElement.prototype.submit.call(element);
      else element.requestSubmit(button);
    },
    { n: form.n, texts },
  );
  const [answer] = await Promise.all([came, loaded]).catch((why: Error) => {
    throw new Error(`${form.name} of ${page.url()}: ${why.message}`);
  });
  return answer;
};

/** Sends the form anew, once for each of the texts, without showing what comes; stops where it is refused twice. */
const postAll = (page: Page, url: string, form: Form, all: Texts[]): Promise<{ led: string[]; statuses: number[] }> =>
  page.evaluate(
    async ({ url, form, all }) => {
      const led: string[] = [];
      const statuses: number[] = [];
      for (const [round, texts] of all.entries()) {
        const html = await (await fetch(url)).text();
        const sheet = new DOMParser().parseFromString(html, "text/html");
        const same = [...sheet.forms].filter((element) => new URL(element.getAttribute("action") ?? url, url).pathname === form.action);
        const element = same.find((one) => form.texts.every((name) => one.querySelector(`[name="${name}"]`)));
        if (!element) break;
        const button = (window as unknown as Prepared).__fill(element, texts, round);
        const data = new FormData(element);
        if (button?.name) data.append(button.name, button.value);
        const words = [...data].map(([name, value]): [string, string] => [name, typeof value === "string" ? value : ""]);
        const body = element.enctype.startsWith("multipart") ? data : new URLSearchParams(words);
        const answer = await fetch(new URL(form.action, url), { method: "POST", body });
        statuses.push(answer.status);
        if (answer.redirected && answer.ok) led.push(answer.url);
        if (statuses.filter((status) => status >= 400).length > 1) break;
      }
      return { led, statuses };
    },
    { url, form, all },
  );

/** What the form that came back says of each text field: how much it takes, if that was too much. */
const limits = (page: Page, form: Form) =>
  page.evaluate(({ texts }) => {
    const said: Record<string, number> = {};
    for (const name of texts) {
      const field = document.querySelector(`[name="${name}"]`);
      const about = field?.getAttribute("aria-describedby")?.split(" ").map((id) => document.getElementById(id)?.querySelector(".problem, [role=alert]")?.textContent ?? (document.getElementById(id)?.matches(".problem, [role=alert]") ? document.getElementById(id)?.textContent : "")).join(" ");
      const most = (about ?? "").match(/最多写 (\d+) 个字/);
      if (most) said[name] = Number(most[1]);
    }
    return said;
  }, form);

/** Fills one form of the page at `url` in every way it takes; gives the addresses it led to. */
export const fill = async (page: Page, url: string, form: Form, to: Notes, all: Told, shape: (path: string) => string): Promise<string[]> => {
  const note = (texts: Texts) => {
    for (const [name, text] of Object.entries(texts)) if (text) all.filled.set(`${form.name} ${name}`, (all.filled.get(`${form.name} ${name}`) ?? 0) + 1);
  };
  const before = await page.evaluate(({ n, texts }) => texts.map((name) => [name, (document.forms[n].querySelector(`[name="${name}"]`) as HTMLInputElement).value]), form);
  const inEach = (words: string) => Object.fromEntries(form.texts.map((name) => [name, words]));
  all.words += WORDS.length * form.texts.length;
  if (form.method === "get") {
    for (const [turn, words] of inAddresses(form.texts.length).entries()) {
      if (turn > 0) await page.goto(url);
      await post(page, form, inEach(words));
      note(inEach(words));
      await look(page, to, shape, true);
    }
    return [];
  }
  const everything = inEach(ALL);
  const status = (await post(page, form, everything)).status();
  note(everything);
  await look(page, to, shape, status >= 400);
  const most = await limits(page, form);
  if (status >= 500 || ONLY_REFUSED.some((only) => only.test(form.name))) return [];
  const wide = Math.max(0, ...Object.values(most));
  const rounds = Array.from({ length: wide >= 2000 ? Math.ceil(ALL.length / 1500) : ROUNDS }, () =>
    Object.fromEntries(
      before.map(([name, value]) => {
        if (most[name] !== undefined && !GIVEN[name]) return [name, next(most[name])];
        return [name, GIVEN[name]?.(++named) ?? value];
      }),
    ),
  );
  const { led, statuses } = await postAll(page, url, form, rounds);
  rounds.slice(0, statuses.length).forEach(note);
  const accepted = statuses.filter((status) => status < 300).length;
  if (accepted > 0) all.accepted.set(form.name, (all.accepted.get(form.name) ?? 0) + accepted);
  return led.slice(-2);
};
