// P10: first contentful paint on a weak phone: 400 kbit/s, 400 ms round trip, CPU 6 times slower.
import { test } from "@playwright/test";
import { at, demo } from "../kit.ts";

const ROUNDS = 5;

test("first contentful paint", async ({ browser }) => {
  for (const path of ["/", "/c/yangguang", demo.journey_paths.J1, demo.journey_paths.J6]) {
    const paints: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
      const page = await context.newPage();
      // The renderer starts once; what counts is the page.
      await page.goto("about:blank");
      const link = await context.newCDPSession(page);
      await link.send("Network.enable");
      const bytes = 400_000 / 8;
      await link.send("Network.emulateNetworkConditions", { offline: false, latency: 400, downloadThroughput: bytes, uploadThroughput: bytes });
      await link.send("Emulation.setCPUThrottlingRate", { rate: 6 });
      await page.goto(at(path), { waitUntil: "load" });
      const paint = await page.evaluate(
        () =>
          new Promise<number>((done) => {
            const seen = performance.getEntriesByName("first-contentful-paint")[0];
            if (seen) done(seen.startTime);
            else new PerformanceObserver((list) => done(list.getEntries()[0].startTime)).observe({ type: "paint", buffered: true });
          }),
      );
      paints.push(paint);
      await context.close();
    }
    paints.sort((a, b) => a - b);
    console.log(`P10 ${path}: first contentful paint ${Math.round(paints[ROUNDS >> 1])} ms (${Math.round(paints[0])}–${Math.round(paints[ROUNDS - 1])}), 400 kbit/s, 400 ms, CPU 6x`);
  }
});
