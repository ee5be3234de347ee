// What a reader gets: pictures that are drawn, pages that read without script,
// in either language, by keyboard.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { newContext, openPage } from "./browser.mjs";

export default function testReading({ demo, browser, sessions, reached }) {
  const landing = demo.accounts.leading.landing;
  const open = async (options = {}) => {
    const context = await newContext(browser, { storageState: sessions.leading, ...options });
    const { page, complaints } = await openPage(context, demo.url);
    await page.goto(demo.url + landing);
    return { context, page, complaints };
  };

  describe("reading", () => {
    test("the charts of the overview are drawn", async () => {
      const { context, page } = await open();
      await page.waitForSelector("[_echarts_instance_]", { timeout: 10_000 });
      const charts = await page.locator("[_echarts_instance_]").all();
      for (const chart of charts) {
        await chart.scrollIntoViewIfNeeded();
        const ink = await chart.evaluate(inkOf);
        assert.ok(ink > 50, `a chart has ${ink} marks`);
      }
      await context.close();
    });

    test("every chart has its table beside it", async () => {
      const { context, page } = await open();
      const charts = await page.locator("[_echarts_instance_]").count();
      assert.ok(await page.locator("main table").count() >= 1);
      assert.ok(charts >= 1);
      await context.close();
    });

    test("the overview begins with a sentence whose numbers are links", async () => {
      const { context, page } = await open();
      const text = await page.locator("main").innerText();
      assert.match(text, /截至/);
      assert.match(text, /按时率/);
      assert.match(text, /\d+(\.\d+)?%/);
      assert.ok(await page.locator("main p a").count() > 0);
      await context.close();
    });

    test("without script every page of the leading group reads", async () => {
      const context = await newContext(browser, { storageState: sessions.leading, javaScriptEnabled: false });
      const page = await context.newPage();
      for (const { path } of reached.leading.filter(({ html, status }) => html && status < 400)) {
        await page.goto(demo.url + path);
        const text = await page.locator("main").innerText();
        assert.ok(text.trim().length > 40, `${path} reads: ${text}`);
        assert.doesNotMatch(text, /undefined|NaN|%!|<no value>|ZgotmplZ/, path);
      }
      await context.close();
    });

    test("the language switch changes the words and stays on the page", async () => {
      const { context, page } = await open();
      const before = new URL(page.url()).pathname;
      assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
      await Promise.all([page.waitForLoadState("load"), page.locator("a.lang").click()]);
      await page.waitForFunction(() => document.documentElement.lang === "en");
      assert.equal(new URL(page.url()).pathname, before);
      await page.goto(demo.url + landing);
      assert.equal(await page.locator("html").getAttribute("lang"), "en", "the choice is not kept");
      await page.locator("a.lang").click();
      await page.waitForFunction(() => document.documentElement.lang === "zh-CN");
      await context.close();
    });

    test("no page shows a key of the catalogue in place of words", async () => {
      for (const locale of ["zh-CN", "en"]) {
        const context = await newContext(browser, { storageState: sessions.leading });
        const page = await context.newPage();
        for (const { path } of reached.leading.filter(({ html, status }) => html && status < 400)) {
          await page.goto(`${demo.url}${path}${path.includes("?") ? "&" : "?"}lang=${locale}`);
          const text = await page.locator("body").innerText();
          const codes = await page.locator("code").allInnerTexts(); // a rule's code is meant to be read
          const keys = text.match(/\b[a-z]+(_[a-z]+)*(\.[a-z_]+)+\b/g)?.filter((word) => !/\.(cn|com|org|gov|html?|csv|xlsx|docx|pdf|json)$/.test(word));
          assert.deepEqual((keys ?? []).filter((word) => !codes.some((code) => code.includes(word))), [], `${path} in ${locale}`);
        }
        await context.close();
      }
    });

    test("the first stop of the keyboard skips to the content, and is seen", async () => {
      const { context, page } = await open();
      await page.keyboard.press("Tab");
      const skip = page.locator(":focus");
      assert.equal(await skip.getAttribute("href"), "#main");
      const box = await skip.boundingBox();
      assert.ok(box && box.x >= 0 && box.y >= 0 && box.width > 10, "the skip link stays hidden");
      await context.close();
    });

    test("the address holds the whole question", async () => {
      const { context, page } = await open();
      const link = page.locator("footer .known a").first();
      const address = await link.getAttribute("href");
      const words = await page.locator("main").innerText();
      await page.goto(new URL(address, demo.url).href);
      assert.equal(await page.locator("main").innerText(), words);
      await context.close();
    });
  });
}

// Runs in the page: how many pixels or shapes a chart has that are not ground.
function inkOf(chart) {
  const drawn = chart.querySelector("svg");
  if (drawn) return drawn.querySelectorAll("path, rect, text, circle").length * 5;
  const canvas = chart.querySelector("canvas");
  if (!canvas) return 0;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 0) ink++;
  return ink;
}
