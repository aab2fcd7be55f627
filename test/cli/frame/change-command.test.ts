import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const guid = "11111111-2222-4333-8444-555555555555";
const env = {
  ...process.env,
  NO_COLOR: "1",
  ARM_SUBSCRIPTION_ID: guid,
  ARM_TENANT_ID: guid,
  ARM_CLIENT_ID: guid,
  ARM_CLIENT_SECRET: "none",
};
const node = [
  "-r",
  "ts-node/register/transpile-only",
  join(__dirname, "changing-command.ts"),
] as const;

const run = (report: object, mode?: "yes" | "plan") => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...node, JSON.stringify(report), ...(mode === undefined ? [] : [mode])],
    { env, encoding: "utf8", input: "yes\n" },
  );
  return { status, stdout, stderr };
};

const plan = [
  "Mend: 1 change.",
  "",
  "NAME  CHANGE   WHY",
  "a     Mend it  It is broken.",
  "",
  "Left as it is",
  "NAME  WHY",
  "b     It is well.",
  "",
  "Nothing is restarted.",
  "",
].join("\n");

describe("a command that changes something", () => {
  it("changes nothing where nobody can be asked, whatever stands on stdin", () => {
    assert.deepEqual(run({}), {
      status: 4,
      stdout: "",
      stderr: `${plan}\nNothing was changed. Agree with --yes to carry the plan out.\n`,
    });
  });

  it("writes the plan as the result with --plan, and changes nothing", () => {
    assert.deepEqual(run({}, "plan"), { status: 0, stdout: plan, stderr: "" });
  });

  for (const [what, report, code] of [
    ["everything was done", { succeeded: 1 }, 0],
    ["a part failed", { failed: 1 }, 1],
    ["Azure goes on with a part when the time is over", { timedOut: 1 }, 5],
    ["the time was over before the last part", { selected: 2, succeeded: 1 }, 5],
    ["a part failed and another goes on", { selected: 2, failed: 1, timedOut: 1 }, 1],
    ["it was ended", { underWay: 1, interrupted: true }, 130],
    ["it was ended when everything was done", { succeeded: 1, interrupted: true }, 130],
  ] as const) {
    it(`ends with ${code} when ${what}`, () => {
      const { status, stderr, stdout } = run(report, "yes");
      assert.equal(status, code);
      assert.equal(stderr, `${plan}\ncarried out\n`);
      assert.match(stdout, /^Mend: \d selected, 1 started, /);
    });
  }
});

const answers = [
  ["y", "y\r", 0, true],
  ["Yes", "Yes\r", 0, true],
  ["n", "n\r", 4, false],
  ["nothing", "\r", 4, false],
  ["Ctrl-D", "\u0004", 4, false],
  ["Ctrl-C", "\u0003", 130, false],
] as const;

/** What a command shows and how it ends when something is done as soon as it asks. */
async function whenAsked(
  child: ChildProcessWithoutNullStreams,
  answer: (stdin: ChildProcessWithoutNullStreams["stdin"]) => void,
): Promise<{ status: number | null; shown: string }> {
  let shown = "";
  const see = (chunk: Buffer): void => {
    const hadAsked = shown.includes("[y/N]");
    shown += chunk.toString();
    if (!hadAsked && shown.includes("[y/N]")) {
      answer(child.stdin);
    }
  };
  child.stdout.on("data", see);
  child.stderr.on("data", see);
  const [status] = (await once(child, "close")) as [number | null];
  return { status, shown };
}

function judge(
  { status, shown }: { status: number | null; shown: string },
  code: number,
  isCarriedOut: boolean,
): void {
  assert.equal(status, code, shown);
  assert.match(shown, /Carry out 1 change\? \[y\/N\] /);
  assert.equal(shown.includes("carried out"), isCarriedOut);
  assert.equal(
    shown.includes("Nothing was changed. Agree with --yes to carry the plan out."),
    code === 4,
  );
  assert.equal(
    shown.includes("evergreen: The run was ended. Run the same command again to go on."),
    code === 130,
  );
}

describe("a command that asks on what says that it is a terminal", () => {
  const start = () =>
    spawn(process.execPath, [...node, '{"succeeded":1}', "ask", "terminal"], { env });

  for (const [name, keys, code, isCarriedOut] of answers) {
    it(`ends with ${code} when ${name} is typed`, async () => {
      judge(await whenAsked(start(), (stdin) => stdin.end(keys)), code, isCarriedOut);
    });
  }

  it("ends with 4 when the terminal is gone", async () => {
    judge(await whenAsked(start(), (stdin) => stdin.end()), 4, false);
  });
});

describe("a command that asks on a terminal", () => {
  before(function () {
    if (!String(spawnSync("script", ["--version"]).stdout).includes("util-linux")) {
      console.log("      skipped: there is no `script` of util-linux, which makes a terminal");
      this.skip();
    }
  });

  for (const [name, keys, code, isCarriedOut] of answers) {
    it(`ends with ${code} when ${name} is typed`, async () => {
      const command = [process.execPath, ...node, `'{"succeeded":1}'`].join(" ");
      const child = spawn("script", ["-qec", command, "/dev/null"], { env });
      judge(await whenAsked(child, (stdin) => stdin.write(keys)), code, isCarriedOut);
    });
  }
});
