// Starts the program as a person would, on data of its own, and stops it.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/daylight", import.meta.url));
const startLimit = 240_000; // the first start makes a year of events

/** A running demonstration. */
export class Demo {
  /** Makes an empty data directory; start() fills it. */
  static async create() {
    const demo = new Demo();
    demo.data = await mkdtemp(join(tmpdir(), "daylight-e2e-"));
    process.once("exit", () => demo.child?.kill("SIGKILL"));
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
    return demo;
  }

  /** Starts the program and waits until it serves; returns the seconds that took. */
  async start() {
    const begun = Date.now();
    this.output = "";
    this.child = spawn(program, ["demo", "--data", this.data, "--listen", "127.0.0.1:0"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.ended = new Promise((done) => this.child.once("close", done));
    this.url = await new Promise((ready, fail) => {
      const timer = setTimeout(() => fail(new Error(`not serving after ${startLimit / 1000} s:\n${this.output}`)), startLimit);
      const hear = (chunk) => {
        this.output += chunk;
        const found = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(this.output);
        if (found) {
          clearTimeout(timer);
          ready(found[1]);
        }
      };
      this.child.stdout.on("data", hear);
      this.child.stderr.on("data", hear);
      this.child.once("error", fail);
      this.child.once("exit", (code) => fail(new Error(`ended with code ${code}:\n${this.output}`)));
    });
    const accounts = JSON.parse(await readFile(join(this.data, "demo-accounts.json"), "utf8"));
    this.accounts = Object.fromEntries(accounts.map((account) => [account.role, account]));
    return (Date.now() - begun) / 1000;
  }

  /** Ends the program as an operator would. */
  async stop() {
    if (!this.child || this.child.exitCode !== null) return;
    this.child.kill("SIGTERM");
    const timer = setTimeout(() => this.child.kill("SIGKILL"), 20_000);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends the program and removes its data. */
  async remove() {
    await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }

  /** The process id of the database engine: our child that has the library loaded. */
  async enginePID() {
    const owner = this.child.pid;
    const threads = await readdir(`/proc/${owner}/task`);
    const lists = await Promise.all(threads.map((thread) => readFile(`/proc/${owner}/task/${thread}/children`, "utf8")));
    const children = lists.join(" ").split(/\s+/).filter(Boolean);
    for (const pid of children) {
      const maps = await readFile(`/proc/${pid}/maps`, "utf8").catch(() => "");
      if (maps.includes("libchdb")) return Number(pid);
    }
    throw new Error(`process ${owner} has no engine`);
  }
}
