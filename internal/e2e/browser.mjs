// A browser that signs in, and listens for everything a page complains of.
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { fileURLToPath } from "node:url";

export const sizes = [
  { name: "1440", width: 1440, height: 900 },
  { name: "390", width: 390, height: 844 },
];
export const themes = ["light", "dark"];

/** Where pictures of the pages go. */
export const screens = fileURLToPath(new URL("../../test-results/screens/", import.meta.url));

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];

/** Starts Chromium; playwright gives each start an empty profile. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** A context in the Chinese of the product's users. */
export function newContext(browser, options = {}) {
  return browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", reducedMotion: "reduce", ...options });
}

/** Fills the sign-in form that the page shows. */
export async function fillSignIn(page, name, password) {
  const field = page.locator("input[type=password]");
  const form = page.locator("form", { has: field });
  await form.locator("input[type=text], input:not([type])").first().fill(name);
  await field.fill(password);
  await Promise.all([page.waitForLoadState("load"), form.locator("button, input[type=submit]").first().click()]);
}

/** Signs an account in and returns the state that carries its session. */
export async function signIn(browser, demo, account) {
  const context = await newContext(browser);
  try {
    const page = await context.newPage();
    await page.goto(demo.url);
    await fillSignIn(page, account.name, account.password);
    await page.waitForURL((url) => !url.pathname.includes("signin"), { timeout: 15_000 });
    return await context.storageState();
  } finally {
    await context.close();
  }
}

/**
 * Opens a page and listens. complaints() gives what was heard since it was last
 * asked: console and script errors, broken policies, failed and foreign requests.
 */
export async function openPage(context, origin) {
  const page = await context.newPage();
  const heard = [];
  page.on("console", (message) => message.type() === "error" && heard.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => heard.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) heard.push(`foreign request: ${url}`);
  });
  page.on("requestfailed", (request) => heard.push(`failed request: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) heard.push(`status ${response.status()}: ${response.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.brokenPolicies = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.brokenPolicies.push(`policy: ${event.effectiveDirective} blocks ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  const complaints = async () => {
    const policies = await page.evaluate(() => globalThis.brokenPolicies ?? []).catch(() => []);
    return [...heard.splice(0), ...policies];
  };
  return { page, complaints };
}

/** What WCAG 2.1 A and AA find wrong with the page, one line each. */
export async function barriers(page) {
  const found = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} (${node.failureSummary.split("\n").slice(1).map((line) => line.trim()).join("; ")})`));
}

/** By how many pixels the page is wider than the window. */
export function overflow(page) {
  return page.evaluate(() => {
    const root = document.scrollingElement;
    return Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
  });
}
