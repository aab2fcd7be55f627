import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(__dirname, "../../..");

/** Runs statements in a process of their own, after the toy deployment has been loaded there. */
function host(statements: string) {
  const script = `
    const { ToyProvider, toyDeployment } = require("./test/simulator/in-process/toy-provider.ts");
    (async () => { ${statements} })();`;
  return spawnSync(process.execPath, ["-r", "ts-node/register/transpile-only", "-e", script], {
    cwd: root,
    encoding: "utf8",
  });
}

describe("the process that hosts an in-process deployment", () => {
  it("outlives what a program leaves behind", () => {
    const { status, stdout, stderr } = host(`
      const { failure } = await toyDeployment(new ToyProvider()).run(() => {
        setTimeout(() => void Promise.reject(new Error("late")), 10);
        throw new Error("early");
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      console.log(failure.message);`);
    assert.deepEqual([status, stdout, stderr], [0, "early\n", ""]);
  });

  it("still ends for its own lost rejections", () => {
    const { status, stdout, stderr } = host(`
      await toyDeployment(new ToyProvider()).run(() => undefined);
      console.log("ran");
      void Promise.reject(new Error("its own"));`);
    assert.deepEqual([status, stdout], [1, "ran\n"]);
    assert.match(stderr, /its own/);
  });
});
