// What a page with the words on it is watched for: a call that ran, an element, an attribute or
// an address that only a word could have brought, and which of the words people see there.
import type { BrowserContext, Page } from "@playwright/test";
import { WORDS } from "./strings.ts";

/** What was noted while the pages were open. */
export type Notes = { ran: string[]; landed: string[]; pages: number; shown: Set<number>; refused: Set<number>; fields: Map<string, string> };
export const notes = (): Notes => ({ ran: [], landed: [], pages: 0, shown: new Set(), refused: new Set(), fields: new Map() });

/** The words as they are compared: doors trim, join and take away letters that nobody sees. */
const bare = (text: string) => text.replace(/[\s\p{C}]/gu, "");
const BARE = WORDS.map(({ n, text }) => ({ n, text: bare(text) }));

/** Notes every call of `__hit` and `X` and every dialog in the context's pages. */
export const listen = async (context: BrowserContext, { ran }: Notes) => {
  await context.exposeFunction("__noted", (what: string) => void ran.push(what));
  await context.addInitScript(() => {
    // @ts-expect-error the words call these
    window.__hit = window.X = (n: unknown) => window.__noted(`${n} at ${location.href}`);
  });
  context.on("dialog", (dialog) => {
    ran.push(`${dialog.type()} at ${dialog.page()?.url()}`);
    void dialog.dismiss();
  });
};

export type Form = { n: number; name: string; method: string; action: string; texts: string[]; buttons: number };
type Seen = { words: string; forms: Form[]; links: string[]; landed: string[] };

/** Reads the page as it stands. */
const read = (page: Page): Promise<Seen> =>
  page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(drawn));
    const text = (field: Element) => field.matches("textarea") || ["text", "search", "tel", "email", "url", "password"].includes((field as HTMLInputElement).type);
    const landed: string[] = [];
    const say = (what: string, element: Element) => landed.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        const address = value.replace(/[\s\u0000-\u001f]/g, "").toLowerCase();
        if (name.startsWith("on")) say("an event", element);
        if (/^(href|src|action|formaction|data|xlink:href|srcset|poster)$/.test(name) && /^(javascript|vbscript|data:(?!image\/(png|jpeg|webp)))/.test(address)) say("an address", element);
        if (name === "srcdoc" || name === "style" && !value.startsWith("--")) say("an attribute", element);
      }
      if (element.matches("iframe, frame, object, embed, math, base, meta[http-equiv], marquee, xmp, listing, foreignObject, animate, set, template, script:not([src])")) say("an element", element);
    }
    const values = [...document.querySelectorAll("input")].map((field) => field.value);
    return {
      words: [document.title, document.body.textContent, ...values].join(" "),
      landed,
      links: [...document.querySelectorAll("a[href]")].map((link) => (link as HTMLAnchorElement).href),
      forms: [...document.forms].map((form, n) => {
        const fields = [...form.elements].filter((field) => text(field) && (field as HTMLInputElement).name);
        const texts = [...new Set(fields.map((field) => (field as HTMLInputElement).name))];
        const buttons = [...form.elements].filter((field) => (field as HTMLButtonElement).type === "submit").length;
        return { n, name: "", method: form.method, action: new URL(form.getAttribute("action") ?? location.href, location.href).pathname, texts, buttons };
      }),
    };
  });

/** Looks at the page that is open; `refused` if it is a form that came back. */
export const look = async (page: Page, to: Notes, shape: (path: string) => string, refused = false): Promise<Seen> => {
  const seen = await read(page);
  const where = new URL(page.url()).pathname;
  to.pages += 1;
  to.landed.push(...seen.landed.map((what) => `${where}: ${what}`));
  const words = bare(seen.words);
  for (const { n, text } of BARE) if (words.includes(text)) (refused ? to.refused : to.shown).add(n);
  for (const form of seen.forms) {
    form.name = `${form.method} ${shape(form.action)}`;
    for (const field of form.texts) if (!to.fields.has(`${form.name} ${field}`)) to.fields.set(`${form.name} ${field}`, where);
  }
  return seen;
};
