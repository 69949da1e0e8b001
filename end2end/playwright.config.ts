// Linli in a browser, as people use it: a phone without JavaScript first, then with it
// (*.hydrate.spec.ts), then a desktop for staff (*.desktop.spec.ts).
import { defineConfig } from "@playwright/test";

const executablePath = process.env.LINLI_CHROMIUM ?? "/usr/bin/chromium";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true };

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  globalSetup: "./global-setup.ts",
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  timeout: 60_000,
  expect: { timeout: 5_000 },
  // What hangs ends within its own time and says where it hung, long before its test's time is up.
  use: { navigationTimeout: 30_000, actionTimeout: 15_000, locale: "zh-CN", timezoneId: "Asia/Shanghai", launchOptions: { executablePath, args }, screenshot: "only-on-failure" },
  // Chromium now and then fails to open one of the many tabs of 'every page': once more, and told as flaky.
  projects: [
    { name: "phone", testMatch: /\.spec\.ts$/, testIgnore: /(\.(hydrate|desktop|page)|xss)\.spec\.ts$/, use: { ...phone, javaScriptEnabled: false } },
    { name: "phone with WebAssembly", testMatch: /\.hydrate\.spec\.ts$/, use: phone },
    { name: "desktop", testMatch: /\.desktop\.spec\.ts$/, use: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false } },
    { name: "every page", testMatch: /\.page\.spec\.ts$/, use: phone, timeout: 240_000, retries: 1 },
    { name: "xss", testMatch: /xss\.spec\.ts$/ },
  ],
});
