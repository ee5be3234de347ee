// A person at a browser: goes, follows, fills in, and minds what pages complain of.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { barriers, openPage, overflow, screens, sizes, themes } from "./browser.mjs";

/** What the pages complain of is kept until isCalm asks. */
export class Person {
  #origin;
  #story;
  #complaints;
  #expected = [];

  constructor(origin, context, page, complaints, story) {
    Object.assign(this, { context, page });
    this.#origin = origin;
    this.#complaints = complaints;
    this.#story = story;
  }

  /** A person with a page of a context; pictures carry the name of the story. */
  static async at(origin, context, story = "month") {
    const { page, complaints } = await openPage(context, origin);
    return new Person(origin, context, page, complaints, story);
  }

  path() {
    return decodeURIComponent(new URL(this.page.url()).pathname);
  }

  words(selector) {
    return this.page.locator(selector).first().innerText();
  }

  async go(path) {
    const answer = await this.page.goto(this.#origin + path);
    assert.equal(answer.status(), 200, path);
  }

  async follow(selector) {
    await this.#load(() => this.page.locator(selector).first().click(), 200);
  }

  async submit(selector, status = 200) {
    if (status >= 400) this.#expected.push(new RegExp(`status (of )?${status}`));
    await this.#load(() => this.page.locator(selector).first().click(), status);
  }

  async upload(name, buffer) {
    await this.page.setInputFiles("#f-file", { name, buffer, mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" });
    await this.submit("form.entry button");
    assert.match(this.path(), /^\/enter\/upload\/./, await this.words("main"));
  }

  /** Confirms the preview; returns the counts that the page tells. */
  async importRows() {
    await this.submit("button[value=import]");
    const words = await this.words(".lead");
    const counts = /收下 (\d+) 行（新增事实 (\d+) 条，此前已有 (\d+) 条），退回 (\d+) 行/.exec(words);
    assert.ok(counts, words);
    const [taken, added, known, returned] = counts.slice(1).map(Number);
    return { taken, added, known, returned };
  }

  async download(selector, name) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.page.locator(selector).first().click()]);
    if (name instanceof RegExp) assert.match(download.suggestedFilename(), name);
    else assert.equal(download.suggestedFilename(), name);
    this.#expected.push(/ERR_ABORTED/); // so the browser tells that an address became a file
    return readFile(await download.path());
  }

  /** The page as it stands, wide and narrow, light and dark: it fits and has no barriers. */
  async look(name) {
    const found = new Set();
    for (const colorScheme of themes) {
      await this.page.emulateMedia({ colorScheme });
      for (const { name: size, width, height } of sizes) {
        await this.page.setViewportSize({ width, height });
        await this.page.screenshot({ path: `${screens}${this.#story}-${name}-${size}-${colorScheme}.png`, fullPage: true });
        const wide = await overflow(this.page);
        if (wide > 0) found.add(`${wide} px wider than the window of ${size}`);
        for (const barrier of await barriers(this.page)) found.add(barrier);
      }
    }
    await this.page.emulateMedia({ colorScheme: null });
    await this.page.setViewportSize(sizes[0]);
    assert.deepEqual([...found], [], this.path());
  }

  /** No page since the last time complained of anything but what was expected. */
  async isCalm(...expected) {
    const allowed = [...this.#expected.splice(0), ...expected];
    const heard = await this.#complaints();
    assert.deepEqual(heard.filter((words) => !allowed.some((form) => form.test(words))), []);
  }

  async #load(act, status) {
    const answers = [];
    const keep = (answer) => answer.request().isNavigationRequest() && answers.push(answer.status());
    this.page.on("response", keep);
    await Promise.all([this.page.waitForNavigation({ waitUntil: "load" }), act()]);
    this.page.off("response", keep);
    assert.equal(answers.at(-1), status, `${this.page.url()}: ${await this.words("main")}`);
  }
}
