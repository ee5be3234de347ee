// Who gets in, who sees what, and that leaving means leaving.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { fillSignIn, newContext, signIn } from "./browser.mjs";

const all = ["leading", "secretariat", "head", "clerk", "auditor", "admin"];
const seers = all.slice(0, 5);
const overseers = ["leading", "secretariat", "auditor"];
const recorders = ["secretariat", "head", "clerk"];

const doors = {
  "/overview": overseers,
  "/supervision": overseers,
  "/rows": seers,
  "/plan": seers,
  "/plan/compare?was=1&is=1": seers,
  "/cases": seers,
  "/scores": overseers,
  "/annual": overseers,
  "/whatif": ["leading", "secretariat"],
  "/appeals": seers,
  "/extras": seers,
  "/report": overseers,
  "/incidents": seers,
  "/policies": seers,
  "/checks": seers,
  "/work": recorders,
  "/enter": recorders,
  "/enter/published": recorders,
  "/enter/upload": recorders,
  "/enter/template.xlsx": recorders,
  "/enter/spot_checked": ["secretariat"],
  "/rulings": ["secretariat"],
  "/briefings": seers,
  "/briefings/new": ["secretariat"],
  "/audit": ["auditor"],
  "/admin/accounts": ["admin"],
  "/help": all,
  "/help/kinds": all,
  "/help/rules": all,
};

export default function testAccess({ demo, browser, roles, sessions, reached }) {
  describe("signing in", () => {
    for (const role of roles) {
      test(`${role} signs in and reaches a page, and every link on the way leads somewhere`, () => {
        assert.ok(demo.accounts[role], `the demonstration has no account of role ${role}`);
        assert.ok(reached[role].length > 0);
        assert.deepEqual(reached[role].filter((answer) => answer.status >= 400), []);
      });
    }

    test("every door is reached, of the forms of entry two", () => {
      const pathnames = new Set(roles.flatMap((role) => reached[role]).map(({ path }) => path.split("?")[0]));
      const forms = ["/enter/published", "/enter/spot_checked"];
      assert.deepEqual(Object.keys(doors).filter((door) => !pathnames.has(door.split("?")[0]) && !forms.includes(door)), []);
      assert.ok([...pathnames].filter((path) => /^\/enter\/[a-z_]+$/.test(path)).length >= 4);
    });

    test("a stranger is sent to the sign-in page", async () => {
      const context = await newContext(browser);
      const page = await context.newPage();
      for (const { path } of reached.leading.slice(0, 6)) {
        await page.goto(demo.url + path);
        assert.equal(await page.locator("input[type=password]").count(), 1, `${path} opens without signing in`);
      }
      await context.close();
    });

    test("a wrong password says so and keeps the name", async () => {
      const context = await newContext(browser);
      const page = await context.newPage();
      const { name } = demo.accounts.clerk;
      await page.goto(demo.url);
      await fillSignIn(page, name, "not the password");
      const text = await page.locator("main").innerText();
      assert.match(text, /密码|口令|账号/);
      assert.equal(await page.locator("input[type=password]").count(), 1);
      assert.equal(await page.locator("form:has(input[type=password]) input:not([type=password]):not([type=hidden])").first().inputValue(), name);
      await context.close();
    });

    test("signing out ends the session, for a kept cookie too", async () => {
      const kept = await signIn(browser, demo, demo.accounts.leading);
      const context = await newContext(browser, { storageState: kept });
      const page = await context.newPage();
      await page.goto(demo.url + demo.accounts.leading.landing);
      await Promise.all([page.waitForLoadState("load"), page.locator("form[action='/signout'] button").click()]);
      await page.waitForURL((url) => !url.pathname.includes("signout"));
      await context.close();

      const thief = await newContext(browser, { storageState: kept });
      const again = await thief.newPage();
      await again.goto(demo.url + demo.accounts.leading.landing);
      assert.equal(await again.locator("input[type=password]").count(), 1, "the kept cookie still opens the page");
      await thief.close();
      // The leading group's other tests go on with a session of their own.
      sessions.leading = await signIn(browser, demo, demo.accounts.leading);
    });

    test("cookies stay with us, and no script reads the session", () => {
      for (const role of roles) {
        const { cookies } = sessions[role];
        assert.ok(cookies.some(({ httpOnly }) => httpOnly), `${role} has no HttpOnly cookie`);
        for (const { name, sameSite } of cookies) {
          assert.ok(["Lax", "Strict"].includes(sameSite), `${name} has SameSite ${sameSite}`);
        }
      }
    });
  });

  describe("rights", () => {
    for (const role of roles) {
      test(`${role} opens the doors of the role and no other`, async () => {
        const context = await newContext(browser, { storageState: sessions[role] });
        for (const [door, mayOpen] of Object.entries(doors)) {
          const answer = await context.request.get(demo.url + door);
          assert.equal(answer.status(), mayOpen.includes(role) ? 200 : 403, door);
        }
        await context.close();
      });
    }

    for (const role of ["head", "clerk"]) {
      test(`${role} sees the own office only`, async () => {
        const context = await newContext(browser, { storageState: sessions[role] });
        const own = reached[role].map(({ path }) => officeIn(path)).find(Boolean);
        const foreign = await othersPages(own);
        assert.ok(foreign.length >= 3, `too few pages of other offices to try: ${foreign}`);
        for (const path of foreign) {
          const answer = await context.request.get(demo.url + path);
          assert.ok([403, 404].includes(answer.status()), `${path} answers ${answer.status()}`);
        }
        for (const { path } of reached[role]) {
          assert.ok([undefined, own].includes(officeIn(path)), `a link leads to another office: ${path}`);
        }
        await context.close();
      });
    }
  });

  // Pages that the leading group reaches and that speak of another office.
  async function othersPages(own) {
    const context = await newContext(browser, { storageState: sessions.leading });
    const foreign = new Set();
    for (const { path } of reached.leading) {
      const office = officeIn(path);
      if (office && office !== own) {
        foreign.add(`/office/${office}`).add(`/rows?office=${office}`).add(`/rows.csv?office=${office}`);
      }
      if (!path.startsWith("/instance/")) continue;
      const body = await (await context.request.get(demo.url + path)).text();
      const holder = officeIn(/<main[\s\S]*?href="(\/office\/[^"]+)"/.exec(body)?.[1] ?? "");
      if (holder && holder !== own) foreign.add(path);
    }
    await context.close();
    return [...foreign];
  }
}

function officeIn(path) {
  return /^\/office\/([^/?]+)/.exec(path)?.[1];
}
