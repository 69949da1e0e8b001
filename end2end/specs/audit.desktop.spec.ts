// The auditor: who did what, found and taken along.
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { at, fill, fits, phone, signIn, staff } from "../kit.ts";
import { invite } from "../team.ts";

test("an auditor finds what a colleague did, takes it along, and stands in the log as well", async ({ page, browser }) => {
  const who = await invite(browser, "committee", "360103002008");
  const colleague = await phone(browser);
  await signIn(colleague, who);
  await colleague.context().close();

  await signIn(page, staff("auditor"));
  await expect(page).toHaveURL(/\/admin\/audit$/);
  await fits(page);
  const rows = page.locator("main tbody tr");
  const look = async (values: Record<string, string>) => {
    await fill(page, values, "/admin/audit");
    await page.locator(`main form[action="/admin/audit"] button`).click();
  };
  await look({ who: who.login });
  await expect(rows.first()).toBeVisible();
  for (const row of await rows.all()) await expect(row).toContainText(who.login);
  await look({ verb: "sign_in" });
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("登录");

  const came = page.waitForEvent("download");
  await page.locator(`main form[action="/admin/audit/export"] button[value=csv]`).click();
  const file = await came;
  expect(file.suggestedFilename()).toBe("audit.csv");
  const lines = readFileSync(await file.path(), "utf8").trim().split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(who.login);

  await page.goto(at("/admin/audit"));
  await look({ who: staff("auditor").login, verb: "export_audit" });
  await expect(rows.first()).toContainText("导出操作记录");

  await look({ who: "nobody-of-this-name", verb: "" });
  await expect(rows).toHaveCount(0);
  await expect(page.locator("main input[name=who]").first(), "what was looked for stays").toHaveValue("nobody-of-this-name");
});
