// A month of one office: its clerk fills in the template and has mistakes
// returned, its head signs for a period without news, the secretariat goes to see.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { png } from "./archive.mjs";
import { fillSignIn, newContext } from "./browser.mjs";
import { Person } from "./person.mjs";
import { Workbook } from "./workbook.mjs";

const fillIn = "填报";
const today = dayOf(0);
const year = today.slice(0, 4);
const half = `${year}H${Number(today.slice(5, 7)) > 6 ? 2 : 1}`;

// The month's papers. The numbers are beyond those of the demonstration.
const guide = { duty: "1i", subject: `安民组〔${year}〕901号`, title: "关于简化社会组织登记材料的通知" };
const permit = { duty: "4a", subject: `安民社许〔${year}〕902号`, title: "关于准予两家社会团体成立登记的公告" };
const powers = { duty: "5", subject: `安民权〔${year}〕903号`, title: "关于承接一项行政确认事项的公告" };
const badDay = `${year}-13-01`;
const badChannel = "市民论坛";
const photoName = "窗口公示现场.png";
const place = "东街街道社会救助窗口（月度抽查）";

export default function testMonth({ demo, browser, sessions }) {
  describe("a month of an office", () => {
    const { clerk: { office } } = demo.accounts;
    const people = {};
    const photo = png(64, 48, [46, 125, 90]);
    let firstFile;
    let returnedFile;
    let evidence;
    let countsBefore;

    before(async () => {
      assert.ok(office, "the clerk of the demonstration has no office");
      assert.equal(demo.accounts.head.office, office, "head and clerk are of different offices");
      people.clerk = await Person.at(demo.url, await newContext(browser));
      for (const role of ["head", "secretariat", "leading"]) {
        people[role] = await Person.at(demo.url, await newContext(browser, { storageState: sessions[role] }));
      }
    });
    after(() => Promise.all(Object.values(people).map(({ context }) => context.close())));

    test("the clerk signs in, opens on the work list and fetches the template", async () => {
      const { clerk, head } = people;
      const { name, password } = demo.accounts.clerk;
      countsBefore = await countsOf(head);
      await clerk.go("/");
      await fillSignIn(clerk.page, name, password);
      await clerk.page.waitForURL("**/work");
      await clerk.follow("main a[href^='/enter/upload']");
      const template = new Workbook(await clerk.download("main a[download]", "daylight-template.xlsx"));
      firstFile = template.fill(fillIn, monthOf(template)).bytes();
      await clerk.isCalm();
    });

    test("the preview names both mistakes: row, column, what was found, what to do", async () => {
      const { clerk } = people;
      await clerk.upload("本月台账.xlsx", firstFile);
      assert.match(await clerk.words(".lead"), /共 8 行：6 行可以收下，2 行将退回/);
      const faults = await clerk.page.locator(".faults li").allInnerTexts();
      assert.equal(faults.length, 2, faults.join("\n"));
      assert.match(faults[0], new RegExp(`第 8 行「发布（发生）时间」.*‘${badDay}’.*请改成`));
      assert.match(faults[1], new RegExp(`第 9 行「公开渠道」.*‘${badChannel}’.*请`));
      assert.equal(await clerk.page.locator("table.sample tr.bad").count(), 2);
      await clerk.look("preview");
      await clerk.isCalm();
    });

    test("the good rows are taken, the others come back in a file with the reasons", async () => {
      const { clerk } = people;
      const counts = await clerk.importRows();
      // Two papers also say on which day they were made; the two channels of one
      // paper say it twice.
      assert.deepEqual(counts, { taken: 6, added: 8, known: 1, returned: 2 });
      await clerk.look("imported");
      returnedFile = await clerk.download("main a[download]", "returned.xlsx");
      const [header, ...rows] = new Workbook(returnedFile).rows(fillIn);
      const reasons = header.indexOf("退回原因");
      assert.ok(reasons > 0, `the returned file has no reasons: ${header}`);
      assert.deepEqual(rows.map((row) => row[header.indexOf("标题")]), [powers.title, guide.title]);
      assert.ok(rows[0][reasons].includes(badDay) && rows[1][reasons].includes(badChannel), rows.map((row) => row[reasons]).join("\n"));
      await clerk.isCalm();
    });

    test("the returned rows, put right, are taken without a word", async () => {
      const { clerk } = people;
      const corrected = new Workbook(returnedFile).correct(badDay, today).correct(badChannel, "微信公众号").bytes();
      await clerk.go("/enter/upload");
      await clerk.upload("改正.xlsx", corrected);
      assert.match(await clerk.words(".lead"), /共 2 行：2 行可以收下，0 行将退回/);
      assert.equal(await clerk.page.locator(".faults").count(), 0);
      const counts = await clerk.importRows();
      assert.deepEqual([counts.taken, counts.returned], [2, 0]);
      assert.ok(counts.added >= 2, `only ${counts.added} facts are new`);
      assert.equal(await clerk.page.locator("main a[download]").count(), 0, "there is a file of returned rows");
      await clerk.isCalm();
    });

    test("the first file once more adds nothing", async () => {
      const { clerk } = people;
      await clerk.go("/enter/upload");
      await clerk.upload("本月台账.xlsx", firstFile);
      const counts = await clerk.importRows();
      assert.deepEqual(counts, { taken: 6, added: 0, known: 9, returned: 2 });
      await clerk.isCalm();
    });

    test("a nil return that the clerk prepared does not count", async () => {
      const { clerk } = people;
      await clerk.go("/enter/nil_return?duty=4b");
      await clerk.page.fill("#f-subject", half);
      await clerk.submit("form.entry button");
      assert.equal(clerk.path(), `/instance/4b/${half}`);
      assert.match(await clerk.words("main, [role=status]"), /待科室负责人签认/);
      assert.doesNotMatch(await clerk.words(".verdict"), /零报告/);
      await clerk.isCalm();
    });

    test("it counts when the head has signed it, once", async () => {
      const { head, clerk } = people;
      await head.go("/work");
      const sign = head.page.locator("ul.work li", { hasText: half }).locator("a.act[href^='/enter/sign']");
      assert.equal(await sign.count(), 1);
      const address = await sign.getAttribute("href");
      await head.go(address);
      assert.match(await head.words("main"), new RegExp(half));
      await head.look("sign");
      await head.submit("form.entry button");
      assert.equal(head.path(), `/instance/4b/${half}`);
      assert.match(await head.words(".verdict"), /零报告/);
      await head.go("/work");
      assert.equal(await sign.count(), 0, "the signed one still waits");
      await head.isCalm();

      await clerk.go(`/instance/4b/${half}`);
      assert.match(await clerk.words(".verdict"), /零报告/);
      await clerk.isCalm();
      const again = await clerk.context.request.get(demo.url + address);
      assert.equal(again.status(), 403, "a clerk opens the page of signing");
    });

    test("a photo with a page hidden behind it is refused in words", async () => {
      const { secretariat } = people;
      await secretariat.go("/enter");
      await secretariat.follow("main a[href^='/enter/spot_checked']");
      await secretariat.page.selectOption("#f-duty", "2d");
      await secretariat.submit("form.entry button");
      const hidden = Buffer.concat([photo, Buffer.from("<html><script>alert(document.cookie)</script></html>")]);
      await fillSpotCheck(secretariat.page, hidden);
      await secretariat.submit("form.entry button", 400);
      assert.match(await secretariat.words("#f-file-sorry"), new RegExp(`${photoName}.*(夹带|还有别的内容).*上传`));
      assert.equal(await secretariat.page.inputValue("#f-place"), place, "what was typed is gone");
      await secretariat.look("refused");
      await secretariat.isCalm();
    });

    test("a spot check with its photo is recorded, and the photo shown and nothing else", async () => {
      const { secretariat } = people;
      await fillSpotCheck(secretariat.page, photo);
      await secretariat.submit("form.entry button");
      await secretariat.go(`/instance/2d/${half}`);
      const link = secretariat.page.locator("a[href^='/file/']", { hasText: photoName }).first();
      evidence = await link.getAttribute("href");
      await secretariat.isCalm();

      const served = await secretariat.context.request.get(demo.url + evidence);
      const headers = served.headers();
      assert.equal(served.status(), 200);
      assert.equal(headers["content-type"], "image/png");
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.match(headers["content-security-policy"], /default-src 'none'; sandbox/);
      assert.deepEqual(await served.body(), photo);

      await secretariat.go(evidence);
      const drawn = await secretariat.page.locator("img").evaluate(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]);
      assert.deepEqual(drawn, [64, 48]);
      assert.equal(await secretariat.page.locator("script, iframe, a").count(), 0);
      // The sandbox keeps out every script, so the one of openPage too; the policy, the
      // style that the browser itself puts on the page of a picture.
      await secretariat.isCalm(/Blocked script execution/, /Applying inline style/);
      const foreign = await people.clerk.context.request.get(demo.url + evidence);
      assert.equal(foreign.status(), 404, "a clerk of another office opens the photo");
    });

    test("every board shows the month", async () => {
      const { head, leading } = people;
      const { onTime, nil } = await countsOf(head);
      assert.deepEqual({ onTime, nil }, { onTime: countsBefore.onTime + 3, nil: countsBefore.nil + 1 });
      for (const { duty, subject, title, files } of [
        { ...guide, files: ["本月台账.xlsx", "改正.xlsx"] }, { ...permit, files: ["本月台账.xlsx"] }, { ...powers, files: ["改正.xlsx"] },
      ]) {
        await head.go(`/instance/${duty}/${encodeURIComponent(subject)}`);
        assert.match(await head.words(".verdict"), /按时公开/, subject);
        assert.equal(await head.words(".subtitle"), title);
        const facts = await head.words("section[aria-labelledby=events]");
        for (const file of files) assert.ok(facts.includes(file), `${subject} does not tell that ${file} stated it`);
        await head.isCalm();
      }
      await head.go(`/rows?duty=${powers.duty}&period=all`);
      assert.ok((await head.words("main")).includes(powers.title));
      await head.isCalm();
      await leading.go("/checks");
      assert.ok((await leading.words("main")).includes(place));
      assert.equal(await leading.page.locator(`a[href='${evidence}']`).count(), 1);
      await leading.isCalm();
    });

    test("no browser reported a broken policy to the program", () => {
      assert.doesNotMatch(demo.output, /content security policy broken/);
    });
  });

  // How many occurrences the office's page counts by verdict, of all periods.
  async function countsOf(person) {
    await person.go(`/office/${demo.accounts.head.office}?period=all`);
    const words = await person.words(".score-side");
    await person.isCalm();
    const count = (verdict) => Number(new RegExp(`${verdict}\\s*(\\d+)`).exec(words)?.[1] ?? 0);
    return { onTime: count("按时公开"), nil: count("零报告") };
  }

}

async function fillSpotCheck(page, buffer) {
  await page.fill("#f-subject", half);
  await page.fill("#f-occurred-at", today);
  await page.selectOption("#f-result", "present");
  await page.fill("#f-place", place);
  await page.fill("#f-inspector", "领导小组办公室督查岗");
  await page.setInputFiles("#f-file", { name: photoName, buffer, mimeType: "image/png" });
}

// The rows of the month, in the words of the template's drop-down lists.
function monthOf(template) {
  const offered = template.rows("选项").flat();
  const option = (words) => {
    const found = offered.find((each) => each === words || each.startsWith(`${words} `));
    assert.ok(found, `the template does not offer ${words}`);
    return found;
  };
  const review = ({ duty, subject, title }) => ({
    公开事项: option(duty), 类型: option("保密审查"), 对象: subject, "发布（发生）时间": dayOf(-2), 标题: title, 审查人: "科室保密审查岗",
  });
  const publication = ({ duty, subject, title }, channel, day = today) => ({
    公开事项: option(duty), 类型: option("公开"), 对象: subject, 公开渠道: channel, "发布（发生）时间": day, 成文日期: dayOf(-3), 标题: title, 文号: subject,
  });
  return [
    review(guide), review(permit), review(powers),
    publication(guide, option("民政网站")),
    publication(permit, option("民政网站")), publication(permit, option("信用中国")),
    publication(powers, option("民政网站"), badDay), publication(guide, badChannel),
  ];
}

// A day in the office's time zone, counted from today.
function dayOf(offset) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(Date.now() + offset * 86_400_000);
}
