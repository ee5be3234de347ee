// The whole program in a browser: one demonstration, one browser, every role.
import { after, before } from "node:test";

import { launch, newContext, signIn } from "./browser.mjs";
import { crawl } from "./crawl.mjs";
import { Demo } from "./demo.mjs";
import testAccess from "./access.mjs";
import testBriefing from "./briefing.mjs";
import testMonth from "./month.mjs";
import testOutage from "./outage.mjs";
import testPages from "./pages.mjs";
import testPeople from "./people.mjs";
import testReading from "./reading.mjs";

export const roles = ["leading", "secretariat", "head", "clerk", "auditor", "admin"];

// With one version of the plan nothing leads to the comparison of two.
const unlinked = { leading: ["/plan/compare?was=1&is=1"] };

// What each role can reach is known before the tests are named.
const demo = await Demo.create();
after(() => demo.remove());
const firstStart = await demo.start();
const browser = await launch();
after(() => browser.close());

const sessions = {};
const reached = {};
for (const role of roles) {
  const account = demo.accounts[role];
  if (!account) continue;
  sessions[role] = await signIn(browser, demo, account);
  const context = await newContext(browser, { storageState: sessions[role] });
  reached[role] = await crawl(context, demo.url, account.landing, unlinked[role]);
  await context.close();
}

const house = { demo, browser, roles, sessions, reached, firstStart };
testAccess(house);
testPages(house);
testReading(house);
testMonth(house);
testBriefing(house);
testPeople(house);
testOutage(house);
