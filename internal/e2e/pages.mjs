// Every kind of page that any role reaches, wide and narrow, light and dark.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { describe, test } from "node:test";

import { barriers, newContext, openPage, overflow, screens, sizes, themes } from "./browser.mjs";
import { nameOf, printed } from "./crawl.mjs";

const maxBytes = 100 * 1024;

export default function testPages({ demo, browser, roles, sessions, reached }) {
  mkdirSync(screens, { recursive: true });
  const kinds = new Set();
  for (const role of roles) {
    const fresh = (reached[role] ?? []).filter(({ kind, html, status }) => html && status < 400 && !kinds.has(kind));
    fresh.forEach(({ kind }) => kinds.add(kind));
    if (fresh.length === 0) continue;
    describe(`pages of ${role}`, { concurrency: 2 }, () => {
      for (const { path, bytes } of fresh) {
        test(path, async () => {
          const faults = new Faults();
          if (bytes >= maxBytes) faults.add("any size", `HTML has ${Math.ceil(bytes / 1024)} KB`);
          for (const theme of printed(path) ? ["light"] : themes) await look(path, theme, sessions[role], faults);
          faults.check(path);
        });
      }
    });
  }

  async function look(path, theme, storageState, faults) {
    const context = await newContext(browser, { storageState, colorScheme: theme });
    const { page, complaints } = await openPage(context, demo.url);
    for (const { name, width, height } of printed(path) ? sizes.slice(0, 1) : sizes) {
      const view = `${name} ${theme}`;
      await page.setViewportSize({ width, height });
      await page.goto(demo.url + path, { waitUntil: "load" });
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      await page.screenshot({ path: `${screens}${nameOf(path)}-${name}-${theme}.png`, fullPage: true });
      const wide = await overflow(page);
      if (wide > 0) faults.add(view, `${wide} px wider than the window`);
      faults.add(view, ...await barriers(page));
      faults.add(view, ...await complaints());
    }
    await context.close();
  }
}

/** Faults of one page; those that several views share are told once. */
class Faults {
  #views = new Map();

  add(view, ...faults) {
    for (const fault of faults) this.#views.set(fault, (this.#views.get(fault) ?? new Set()).add(view));
  }

  check(path) {
    const lines = [...this.#views].map(([fault, views]) => `  ${fault} [${[...views].join(", ")}]`);
    assert.ok(lines.length === 0, `${path}:\n${lines.join("\n")}`);
  }
}
