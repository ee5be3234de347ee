// Takes the picture of the README: node internal/e2e/picture.mjs docs/overview.png
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

import { launch, newContext, signIn } from "./browser.mjs";
import { Demo } from "./demo.mjs";

const [, , target = "docs/overview.png"] = process.argv;
const demo = await Demo.create();
let browser;
try {
  await demo.start();
  browser = await launch();
  const { leading } = demo.accounts;
  const context = await newContext(browser, {
    storageState: await signIn(browser, demo, leading),
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  const address = `${leading.landing}?period=${new Date().getFullYear()}`; // a whole year has more to show
  await page.goto(demo.url + address, { waitUntil: "networkidle" });
  mkdirSync(dirname(target), { recursive: true });
  await page.screenshot({ path: target });
  console.log(`${target} shows ${address}`);
} finally {
  await browser?.close();
  await demo.remove();
}
