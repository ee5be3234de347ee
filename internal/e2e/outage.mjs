// What happens when the database dies, and when the program starts again.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { newContext, signIn } from "./browser.mjs";

export default function testOutage({ demo, browser, sessions, firstStart }) {
  describe("outage", () => {
    test("a killed engine makes an honest 503, and heals without a person", async () => {
      const context = await newContext(browser, { storageState: sessions.leading });
      const address = await permanentAddress(context, demo.url + demo.accounts.leading.landing);
      const before = await wordsOf(context, address);
      const killed = await demo.enginePID();
      process.kill(killed, "SIGKILL");

      const answers = [];
      const deadline = Date.now() + 60_000;
      let healed = false;
      while (!healed && Date.now() < deadline) {
        const [ready, page] = await Promise.all([
          context.request.get(`${demo.url}/readyz`),
          context.request.get(address),
        ]);
        answers.push(page.status());
        if (page.status() === 503) assert.match(await page.text(), /[\u4e00-\u9fff]{4}/, "the 503 page has no words");
        healed = ready.ok() && page.ok() && (await demo.enginePID().catch(() => killed)) !== killed;
        if (!healed) await new Promise((wait) => setTimeout(wait, 50));
      }
      assert.ok(healed, `not healed after a minute: ${[...new Set(answers)]}`);
      assert.deepEqual(answers.filter((status) => status !== 200 && status !== 503), []);
      assert.equal(await wordsOf(context, address), before, "the page says something else after the restart");
      await context.close();
    });

    test("a second start keeps the data and the sign-ins, and takes seconds", async () => {
      const passwords = Object.values(demo.accounts).map(({ password }) => password);
      await demo.stop();
      const seconds = await demo.start();
      assert.ok(seconds < Math.max(15, firstStart), `it took ${seconds} s`);
      assert.deepEqual(Object.values(demo.accounts).map(({ password }) => password), passwords);
      await signIn(browser, demo, demo.accounts.leading);
    });
  });
}

// The address of what a page says now; the page itself tells the minute.
async function permanentAddress(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  const link = await page.locator("footer .known a").first().getAttribute("href");
  await page.close();
  return new URL(link, address).href;
}

async function wordsOf(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  const words = await page.locator("main").innerText();
  await page.close();
  return words;
}
