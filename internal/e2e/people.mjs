// What people decide about the year: rules are tried and nothing is kept, an office
// objects to a receipt, a bonus is asked for and approved, the yearly report counts.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { newContext } from "./browser.mjs";
import { Person } from "./person.mjs";
import { Workbook } from "./workbook.mjs";

// The year that the demonstration has something to tell of, also in January.
const day = dayOf(-45);
const year = day.slice(0, 4);
const sheets = { rules: "改动的规定", offices: "得分和名次", receipts: "变化的凭据", instances: "变化的节点" };
const reason = "该信息已按期在局网站公开，登记的日期有误。";
const decision = "已核对网站记录和台账，登记无误，维持原判定。";
const praise = "经验做法获省民政厅通报表扬";
const paper = `安民规〔${year}〕901号`;

export default function testPeople({ demo, browser, sessions }) {
  describe("what people decide about a year", () => {
    const { head: { office } } = demo.accounts;
    const people = {};
    let scoresByRules; // as the engine judges them

    before(async () => {
      for (const role of ["leading", "secretariat", "head"]) {
        people[role] = await Person.at(demo.url, await newContext(browser, { storageState: sessions[role] }), "people");
      }
    });
    after(() => Promise.all(Object.values(people).map(({ context }) => context.close())));

    test("a larger deduction for lateness moves scores, is exported and leaves the store alone", async () => {
      const { secretariat } = people;
      const stored = await answers(secretariat);
      await secretariat.go(`/whatif?period=${year}`);
      const knob = secretariat.page.locator(".knobs fieldset", { hasText: "逾期公开（个工作日）" }).locator("input[name^='p.']").first();
      const dearer = Number(await knob.inputValue()) + 0.5;
      await knob.fill(String(dearer));
      await secretariat.submit("form.trial button");
      const { offices, receipts } = sumOf(await secretariat.words("section[aria-labelledby=outcome] .lead"));
      assert.ok(offices > 0 && receipts > 0, `${offices} offices and ${receipts} receipts change`);
      assert.match(secretariat.page.url(), /[?&]p\.0=1&/);

      const [book, table] = await annex(secretariat);
      const lines = book.rows(sheets.offices).slice(4); // three lines and the head stand above
      scoresByRules = scoresBefore(book);
      assert.ok(lines.some(([, , scoreBefore, scoreAfter]) => Number(scoreAfter) < Number(scoreBefore)), "no office has a lower score");
      assert.equal(book.rows(sheets.receipts).slice(4).length, receipts);
      assert.equal(table.filter(([kind]) => kind === sheets.receipts).length, receipts);
      assert.equal(table.filter(([kind]) => kind === sheets.rules).length, book.rows(sheets.rules).length - 4);
      await secretariat.isCalm();
      assert.deepEqual(await answers(secretariat), stored);
    });

    test("a shorter term is judged from the ledger again, exported, and leaves the store alone", async () => {
      const { secretariat } = people;
      const stored = await answers(secretariat);
      await secretariat.go(`/whatif?period=${year}`);
      await secretariat.page.locator("details.terms summary").click();
      const term = secretariat.page.locator("[name='t.4a']");
      assert.equal(await term.inputValue(), "7");
      await term.fill("2");
      await secretariat.submit("form.trial button");
      const outcome = await secretariat.words("section[aria-labelledby=outcome]");
      const verdicts = Number(/按改后的时限重新判定，(\d+) 个应公开节点的判定有变化/.exec(outcome)?.[1]);
      assert.ok(verdicts > 0, outcome);
      assert.match(await secretariat.words("section[aria-labelledby=changed-rules]"), /4a .*（方案第四条）\s*7 个工作日内\s*2 个工作日内/);
      await secretariat.look("whatif-term");

      const [book, table] = await annex(secretariat);
      assert.deepEqual(scoresBefore(book), scoresByRules, "the judge of terms and the engine disagree on the terms in force");
      const rule = book.rows(sheets.rules).at(-1);
      assert.equal(rule[0], "公开事项时限");
      assert.deepEqual(rule.slice(2), ["7 个工作日内", "2 个工作日内"]);
      const moved = book.rows(sheets.instances).filter(([, duty]) => duty === "4a");
      assert.ok(moved.length >= verdicts, `${moved.length} instances are told, ${verdicts} verdicts change`);
      assert.equal(table.filter(([kind]) => kind === sheets.instances).length, moved.length);
      await secretariat.isCalm();
      assert.deepEqual(await answers(secretariat), stored);
    });

    test("a term beyond the legal limit is refused, naming the law", async () => {
      const { secretariat } = people;
      await secretariat.go(`/whatif?period=${year}`);
      await secretariat.page.locator("details.terms summary").click();
      await secretariat.page.fill("[name='t.4a']", "21");
      await secretariat.submit("form.trial button", 400);
      assert.match(await secretariat.words("[id='f-t.4a-sorry']"), /法定上限 20 个工作日.*政府信息公开条例/);
      assert.equal(await secretariat.page.inputValue("[name='t.4a']"), "21");
      await secretariat.isCalm();
    });

    test("the head objects to a receipt, and the annual table tells that it is pending", async () => {
      const { head, leading } = people;
      await head.go(`/receipts?period=${year}`);
      await head.follow("table.receipts a[href^='/appeals/new']");
      await head.submit("form.entry button", 422);
      assert.match(await head.words(".field.wrong"), /请写明申诉理由/);
      await head.page.fill("[name=reason]", reason);
      await head.look("appeal-new");
      await head.submit("form.entry button");
      assert.equal(head.path(), "/appeals");
      assert.match(await head.words("section.suspect"), new RegExp(reason));
      await head.go(`/receipts?period=${year}`);
      assert.match(await head.words("table.receipts"), /申诉待复核/);
      await head.isCalm();

      await leading.go(`/annual?year=${year}`);
      assert.match(await leading.words("p.notes a[href^='/appeals']"), /1/);
      await leading.isCalm();
    });

    test("the secretariat decides with reasons, and nothing is pending any more", async () => {
      const { head, secretariat, leading } = people;
      const total = await totalOf(head);
      await secretariat.go("/appeals");
      const appeal = secretariat.page.locator("section.suspect", { hasText: reason });
      await appeal.locator("[value=rejected]").check();
      await secretariat.submit("section.suspect form.entry button", 422);
      assert.match(await secretariat.words("#appeal-sorry"), /请写明复核意见/);
      assert.ok(await appeal.locator("[value=rejected]").isChecked(), "what was chosen is gone");
      await secretariat.look("appeals");
      await appeal.locator("[name=decision]").fill(decision);
      await secretariat.submit("section.suspect form.entry button");
      assert.match(await secretariat.words("section[aria-labelledby=settled]"), new RegExp(`不采纳[\\s\\S]*${decision}`));
      await secretariat.isCalm();

      await head.go(`/receipts?period=${year}`);
      assert.match(await head.words("table.receipts"), /申诉未采纳/);
      assert.equal(await totalOf(head), total, "a rejected objection changes the score");
      await leading.go(`/annual?year=${year}`);
      assert.equal(await leading.page.locator("p.notes a[href^='/appeals']").count(), 0, "the settled objection is still pending");
      await head.isCalm();
      await leading.isCalm();
    });

    test("a bonus counts once the leading group has approved it, as a receipt", async () => {
      const { head, secretariat, leading } = people;
      const bonus = 1;
      const total = await totalOf(head);
      await secretariat.go("/extras");
      const rule = await secretariat.page.locator("#x-rule option", { hasText: "加分" }).first().getAttribute("value");
      await secretariat.page.selectOption("#x-rule", rule);
      await secretariat.page.selectOption("#x-office", office);
      for (const [name, words] of Object.entries({ on: day, points: "100", words: praise, url: "https://example.invalid/praise" })) await secretariat.page.fill(`#x-${name}`, words);
      const form = "section[aria-labelledby=ask-one] form button";
      await secretariat.submit(form, 422);
      assert.match(await secretariat.words(".field.wrong"), /‘100’不是可以申请的加分/);
      await secretariat.page.fill("#x-points", String(bonus));
      await secretariat.submit(form);
      assert.match(await secretariat.words("section.suspect"), new RegExp(praise));
      assert.equal(await totalOf(head), total, "what nobody has approved counts");
      assert.equal(await secretariat.page.locator("[name=state]").count(), 0, "who asks may approve");
      await secretariat.look("extras");
      await secretariat.isCalm();

      await leading.go("/extras");
      await leading.submit("section.suspect [value=approved]");
      assert.match(await leading.words("section[aria-labelledby=known]"), new RegExp(`${praise}[\\s\\S]*已批准`));
      await leading.look("extras-known");
      await leading.isCalm();

      const receipts = await receiptsOf(head);
      assert.match(receipts.find(({ words }) => words.includes(praise))?.points ?? "", /^\+1\.00$/);
      const sum = receipts.reduce((cents, { points }) => cents + centsOf(points), 0);
      assert.equal(sum, centsOf(await totalOf(head)), "the receipts do not sum up to the total");
      assert.equal(sum, centsOf(total) + bonus * 100);
      await head.isCalm();
    });

    test("the yearly report counts what is entered in its register", async () => {
      const { secretariat } = people;
      const rules = secretariat.page.locator("section[aria-labelledby=table-a] tr", { hasText: "行政规范性文件·本年制发件数" }).locator("td.n");
      await secretariat.go(`/report?year=${year}`);
      const count = Number(await rules.innerText());
      const form = secretariat.page.locator("section[aria-labelledby=matters] form.entry");
      await form.locator("[name=kind]").selectOption("normative");
      await form.locator("[name=number]").fill(paper);
      await form.locator("[name=on]").fill(day);
      await secretariat.submit("section[aria-labelledby=matters] form.entry button");
      await secretariat.go(`/report?year=${year}`);
      assert.equal(Number(await rules.innerText()), count + 1);
      assert.match(await secretariat.words("section[aria-labelledby=matters]"), new RegExp(paper));
      await secretariat.isCalm();
    });

    test("no browser reported a broken policy to the program", () => {
      assert.doesNotMatch(demo.output, /content security policy broken/);
    });

    // What the store tells of the year: every instance, every receipt of the office,
    // what is asked for and objected to.
    async function answers(person) {
      const told = {};
      for (const path of [`/rows.csv?period=${year}`, `/receipts.csv?period=${year}&office=${office}`]) {
        const answer = await person.context.request.get(demo.url + path);
        assert.equal(answer.status(), 200, path);
        told[path] = await answer.text();
        assert.ok(told[path].split("\n").length > 10, `${path} tells next to nothing`);
      }
      for (const path of [`/scores?period=${year}`, "/plan", "/help/rules", "/extras", "/appeals"]) {
        await person.go(path);
        told[path] = await person.words("main");
      }
      for (const path of Object.keys(told)) told[path] = told[path].replace(/截至[^·,，\n]*\d{1,2}:\d{2}/g, ""); // the moment of asking
      return told;
    }

    async function totalOf(person) {
      await person.go(`/receipts?period=${year}`);
      return person.words(".score .figure-big");
    }

    async function receiptsOf(person) {
      const receipts = [];
      await person.go(`/receipts?period=${year}`);
      for (;;) {
        for (const row of await person.page.locator("table.receipts tbody tr:not(.carried)").all()) {
          receipts.push({ points: await row.locator("td.points").innerText(), words: await row.innerText() });
        }
        if (await person.page.locator("a[rel=next]").count() === 0) return receipts;
        await person.follow("a[rel=next]");
      }
    }
  });
}

// Both files of the trial that the page shows.
async function annex(person) {
  const names = { xlsx: "xlsx", csv: "csv" };
  for (const kind of Object.keys(names)) {
    const link = `main a[href^='/whatif.${kind}']`;
    const name = new RegExp(`^daylight-whatif-.+-\\d{4}-\\d{2}-\\d{2}\\.${kind}$`);
    names[kind] = await person.download(link, name);
  }
  return [new Workbook(names.xlsx), tableOf(names.csv.toString("utf8").replace(/^\ufeff/, ""))];
}

// What every office has by the rules in force: name, score, rank and grade.
function scoresBefore(book) {
  const rows = book.rows(sheets.offices);
  const head = rows.find((row) => row.includes("原名次"));
  const columns = ["科室（单位）", "原", "原名次", "原等次"].map((name) => head.indexOf(name));
  assert.ok(columns.every((n) => n >= 0), head.join());
  const scores = rows.slice(rows.indexOf(head) + 1).map((row) => columns.map((n) => row[n] ?? ""));
  assert.ok(scores.length > 5, `${scores.length} offices`);
  return scores.sort(([a], [b]) => a.localeCompare(b));
}

function sumOf(words) {
  const found = /(\d+) 个科室（单位）的得分、名次或等次有变化.*；(\d+) 条计分凭据有变化/.exec(words);
  assert.ok(found, words);
  return { offices: Number(found[1]), receipts: Number(found[2]) };
}

// The cells of a CSV file, quoted ones too.
function tableOf(text) {
  return [...text.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r?\n/g)].map(([, line]) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^",]*)(?:,|$)/g)].map(([, cell]) => cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

function centsOf(points) {
  return Math.round(Number(points.replace("−", "-").replace("+", "")) * 100);
}

// A day in the office's time zone, counted from today.
function dayOf(offset) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + offset * 86_400_000);
}
