// A passkey as the second step, with an authenticator that the browser makes up. A passkey belongs
// to a name, never to a bare address: the demo answers as localhost.
import { expect, test, type Page } from "@playwright/test";
import { at, fill, fine, phone, send, signIn, speak } from "../kit.ts";
import { halfway, invite, signOut } from "../team.ts";

/** An authenticator within this page's browser whose holder is there and says yes. */
const authenticator = async (page: Page) => {
  const link = await page.context().newCDPSession(page);
  await link.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await link.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  const keys = async () => (await link.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  const verified = (isUserVerified: boolean) => link.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  return { keys, verified };
};

for (const lang of ["zh", "en"] as const) {
  test(`a passkey is added, lets in, and is removed again: ${lang}`, async ({ page, browser }) => {
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(error.message));
    const who = await invite(browser, "committee", "360103002008");
    const device = await authenticator(page);
    await speak(page, lang);
    await signIn(page, who);
    await page.goto(at("/login/factors"));
    const make = page.locator("main form[data-passkey=make]");
    await expect(make, "the script shows it").toBeVisible();
    await make.locator("input[name=label]").fill("工作电脑");
    await make.locator("button").click();
    await expect(page.locator("main ol code"), "recovery codes come with the first factor").toHaveCount(10);
    const [key, ...others] = await device.keys();
    expect(others).toEqual([]);
    expect(key.rpId).toBe("localhost");
    await page.locator(`main a[href="/login/factors"]`).click();
    await expect(page.locator("main .list")).toContainText("工作电脑");
    await signOut(page);

    await halfway(page, who);
    await page.locator("main form[data-passkey=use] button").click();
    await expect(page).toHaveURL(/\/desk$/);
    expect((await device.keys())[0].signCount, "it was asked").toBeGreaterThan(key.signCount);
    await signOut(page);

    // Without the script one is not stuck: a recovery code is asked for on the same page.
    const plain = await phone(browser);
    await halfway(plain, who);
    await expect(plain.locator("main form[data-passkey=use]")).toBeHidden();
    await expect(plain.locator("main input[name=code]")).toBeVisible();
    await plain.context().close();

    await halfway(page, who);
    await page.locator("main form[data-passkey=use] button").click();
    await expect(page).toHaveURL(/\/desk$/);
    await page.goto(at("/login/factors"));
    await fill(page, { password: who.password }, "/login/factors/remove");
    await send(page, "/login/factors/remove");
    await fine(page);
    await signOut(page);
    await signIn(page, who);
    expect(wrong).toEqual([]);
  });
}

test("a finger that is not the owner's adds nothing, and the page says what to do", async ({ page, browser }) => {
  const who = await invite(browser, "committee", "360103002008");
  const device = await authenticator(page);
  await device.verified(false);
  await signIn(page, who);
  await page.goto(at("/login/factors"));
  const make = page.locator("main form[data-passkey=make]");
  await make.locator("button").click();
  await expect(make.locator("[role=alert]")).toBeVisible();
  expect(await device.keys()).toEqual([]);
});
