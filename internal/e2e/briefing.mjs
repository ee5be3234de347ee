// The life of a briefing: the secretariat writes and edits, the leading group
// approves, the issue is numbered and frozen, and each office gets its own sheet.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { newContext } from "./browser.mjs";
import { Person } from "./person.mjs";

const decision = "领导小组专题会议决定补发";
const own = "请各科室、各单位对照附件逐项核对，不得以口头说明代替公开。";

/** The page renews itself until the issue is done. */
async function issued({ page }) {
  await page.locator("section[aria-labelledby=files]").waitFor({ timeout: 240_000 });
  await page.waitForLoadState("load");
}

export default function testBriefing({ demo, browser, sessions }) {
  describe("the life of a briefing", () => {
    const { head: { office } } = demo.accounts;
    const people = {};
    let draft;
    let files;

    before(async () => {
      for (const role of ["secretariat", "leading", "head", "auditor"]) {
        people[role] = await Person.at(demo.url, await newContext(browser, { storageState: sessions[role] }));
      }
    });
    after(() => Promise.all(Object.values(people).map(({ context }) => context.close())));

    test("the secretariat asks for a draft with what is offered, and reads a whole briefing", async () => {
      const { secretariat } = people;
      await secretariat.go("/briefings");
      await secretariat.follow("main a[href^='/briefings/new']");
      await secretariat.submit("form.entry button");
      draft = secretariat.path();
      assert.match(draft, /^\/briefings\/[a-z0-9]+$/);
      assert.match(await secretariat.words(".paper header"), /关于.*政务公开工作情况的通报[\s\S]*印发时编号/);
      assert.ok(await secretariat.page.locator(".paper .fig").count() > 10, "hardly a figure stands in the prose");
      await secretariat.look("briefing-draft");
      await secretariat.isCalm();
    });

    test("every figure of the prose leads to its cell", async () => {
      const { secretariat } = people;
      const lost = await secretariat.page.locator(".paper .fig").evaluateAll((all) => all.filter((a) => !document.querySelector(a.getAttribute("href"))).length);
      assert.equal(lost, 0);
    });

    test("a typed figure is refused in words, and what was typed stays", async () => {
      const { secretariat } = people;
      const field = secretariat.page.locator(".words", { has: secretariat.page.locator("textarea[name='w.overall.counts']") });
      await field.locator("summary").click();
      const area = field.locator("textarea");
      const words = await area.inputValue();
      assert.match(words, /【[\d.]+%】/);
      await area.fill(words.replace(/【[\d.]+%】/, "99.9%"));
      await secretariat.submit(".wording .sticky button", 400);
      assert.match(await secretariat.words(".paper .sorry-words"), /【|99\.9%/);
      assert.match(await secretariat.page.locator("textarea[name='w.overall.counts']").inputValue(), /99\.9%/);
      assert.match(await secretariat.words("[role=alert]"), /没有收下/);
      await secretariat.look("briefing-refused");
      await secretariat.page.locator("textarea[name='w.overall.counts']").fill(words + own);
      await secretariat.submit(".wording .sticky button");
      assert.ok((await secretariat.words(".paper")).includes(own));
      await secretariat.isCalm();
    });

    test("nobody else gets the draft, nor its sheets, by address", async () => {
      for (const role of ["leading", "head", "auditor"]) {
        for (const address of [draft, `${draft}/sheets/${office}`, `${draft}/all.zip`]) {
          const answer = await people[role].context.request.get(demo.url + address);
          assert.equal(answer.status(), 404, `${role} ${address}`);
        }
      }
    });

    test("it is submitted, returned with a reason, submitted again and approved", async () => {
      const { secretariat, leading } = people;
      const act = (key) => `form[action='${draft}/${key}'] button`;
      await secretariat.submit(act("submit"));
      await leading.go("/briefings");
      await leading.follow(`main a[href='${draft}']`);
      await leading.page.fill("#note-return", "请写明下一步工作");
      await leading.submit(act("return"));
      await secretariat.go(draft);
      assert.match(await secretariat.words(".moments"), /退回修改[\s\S]*请写明下一步工作/);
      await secretariat.submit(act("submit"));
      await leading.go(draft);
      assert.equal(await leading.page.locator("textarea").count(), 0, "the leading group is offered to edit");
      await leading.look("briefing-submitted");
      await leading.submit(act("approve"));
      await leading.isCalm();
      await secretariat.isCalm();
    });

    test("the issue shows its progress by itself and ends with a number and its files", async () => {
      const { secretariat } = people;
      await secretariat.go(draft);
      await secretariat.page.check("[name=red_head]");
      await secretariat.submit(`form[action='${draft}/issue'] button`);
      await issued(secretariat);
      assert.match(await secretariat.words("h1"), /〔\d{4}〕第2期/);
      files = await secretariat.page.locator("section[aria-labelledby=files] tbody tr").evaluateAll((rows) => rows.map((row) => ({
        name: row.querySelector("th").textContent, href: row.querySelector("a").getAttribute("href"), sha256: row.querySelector("code").textContent, // some lie folded up
      })));
      for (const ending of ["docx", "xlsx", "html"]) assert.ok(files.some(({ name }) => name === `通报.${ending}`), ending);
      for (const { href, sha256 } of files.slice(0, 6)) {
        const answer = await secretariat.context.request.get(demo.url + href);
        assert.equal(answer.status(), 200, href);
        assert.equal(createHash("sha256").update(await answer.body()).digest("hex"), sha256, href);
      }
      await secretariat.look("briefing-issued");
      await secretariat.isCalm();
    });

    test("the issued page is the paper, and runs nothing", async () => {
      const { head } = people;
      const { href } = files.find(({ name }) => name === "通报.html");
      const answer = await head.context.request.get(demo.url + href);
      assert.equal(answer.status(), 200);
      assert.match(answer.headers()["content-security-policy"], /default-src 'none'; sandbox/);
      const text = await answer.text();
      assert.match(text, /〔\d{4}〕第2期/);
      assert.ok(text.includes(own));
      assert.doesNotMatch(text, /<script/i);
    });

    test("a head has the own sheet, and no other by its address", async () => {
      const { head } = people;
      await head.go(draft);
      const offered = await head.page.locator("section[aria-labelledby=files] a").evaluateAll((links) => links.map((a) => a.innerText));
      const sheets = offered.filter((name) => name.startsWith("单位/"));
      assert.ok(sheets.length > 0 && new Set(sheets.map((name) => name.replace(/\.\w+$/, ""))).size === 1, offered.join("\n"));
      for (const { name, href } of files.filter(({ name }) => name.startsWith("单位/"))) {
        const answer = await head.context.request.get(demo.url + href);
        assert.equal(answer.status(), sheets.includes(name) ? 200 : 404, name);
      }
      await head.look("briefing-head");
      await head.isCalm();
    });

    test("a re-issue by decision stands beside what it replaces", async () => {
      const { secretariat, leading, auditor } = people;
      await secretariat.go(draft);
      await secretariat.follow("main a[href*='reissue=']");
      await secretariat.submit("form.entry button", 400);
      assert.match(await secretariat.words("#f-decision-sorry"), /写明决定/);
      await secretariat.page.fill("#f-decision", decision);
      await secretariat.submit("form.entry button");
      const again = secretariat.path();
      await secretariat.submit(`form[action='${again}/submit'] button`);
      await leading.go(again);
      await leading.submit(`form[action='${again}/approve'] button`);
      await secretariat.go(again);
      await secretariat.submit(`form[action='${again}/issue'] button`);
      await issued(secretariat);
      assert.match(await secretariat.words("h1"), /第3期/);
      await auditor.go(draft);
      assert.match(await auditor.words(".banner.warn"), /重新印发[\s\S]*第3期/);
      await auditor.follow("main a[href$='/compare']");
      assert.match(await auditor.words("main"), new RegExp(`${decision}[\\s\\S]*第2期[\\s\\S]*第3期`));
      assert.ok(await auditor.page.locator("del").filter({ hasText: own }).count() > 0, "the words left out are not shown");
      await auditor.look("briefing-compare");
      await auditor.isCalm();
      await secretariat.isCalm();
    });
  });
}
