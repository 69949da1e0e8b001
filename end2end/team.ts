// Members of staff made for one test, as a security administrator makes them: an account, a slip,
// a password of one's own. What a test does to their sign-in is nobody else's business.
import { createHmac } from "node:crypto";
import { expect, type Browser, type Page } from "@playwright/test";
import { at, fill, phone, send, signIn, staff, type Staff } from "./kit.ts";

export type Member = Staff & { id: string };

/** Invites somebody: the slip is printed, and its code sets the password. `place` is a region's code or a community's short name. */
export const invite = async (browser: Browser, role: string, place: string): Promise<Member> => {
  const unique = Math.random().toString(36).slice(2, 8);
  const member = { login: `${role}-${unique}`, password: `${unique} walks by the maple river`, role, scope: place };
  const security = await phone(browser);
  await signIn(security, staff("security"));
  await security.goto(at("/admin/staff/new"));
  await fill(security, { name: `新同事 ${unique}`, login: member.login, role, place });
  await send(security, "/admin/staff/new");
  await expect(security).toHaveURL(/\/admin\/staff\/[0-9a-f]{32}|\/admin\/staff\/[0-9a-f-]{36}/);
  const id = new URL(security.url()).pathname.split("/").at(-1) ?? "";
  await send(security, "/slip");
  const code = (await security.locator("main .code").innerText()).trim();
  await security.context().close();

  const own = await phone(browser);
  await own.goto(at("/login/slip"));
  await fill(own, { code, password: member.password, again: member.password });
  await send(own, "/login/slip");
  await expect(own).toHaveURL(/\/login\?done=slip$/);
  await own.context().close();
  return { ...member, id };
};

/** The password, for an account that is then asked for its second step. */
export const halfway = async (page: Page, who: Staff) => {
  await page.goto(at("/login"));
  await fill(page, { login: who.login, password: who.password });
  await send(page, "/login");
  await expect(page).toHaveURL(/\/login\/second$/);
};

/** Signs out by the page of the account. */
export const signOut = async (page: Page) => {
  await page.goto(at("/login"));
  await send(page, "/login/out");
  await expect(page).toHaveURL(/\/login\?done=out$/);
};

/** The six figures that an authenticator shows for a secret in groups of letters (RFC 6238); `steps` half minutes from now. */
export const figures = (secret: string, steps = 0) => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replace(/\s/g, "")].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const count = Buffer.alloc(8);
  count.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(count).digest();
  const from = hash[19] & 15;
  return String((hash.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};
