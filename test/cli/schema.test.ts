import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { schemas } from "../../src/cli/schemas";
import { runEvergreen } from "./running-simulation";

const read = "`evergreen schema --help` tells what it takes.\n";

describe("evergreen schema", () => {
  it("prints the schema that the package holds, and needs no sign-in", () => {
    const file = join(__dirname, "../../dist/schemas/login-check.json");
    assert.deepEqual(runEvergreen(["schema", "login-check"]), {
      exitCode: 0,
      stdout: readFileSync(file, "utf8"),
      stderr: "",
    });
  });

  it("refuses a name that it does not know, with those that it does, and none", () => {
    const names = Object.keys(schemas).sort().join(", ");
    assert.deepEqual(runEvergreen(["schema", "login"]), {
      exitCode: 2,
      stdout: "",
      stderr: `error: command-argument value 'login' is invalid for argument 'name'. Allowed choices are ${names}.\n`,
    });
    assert.deepEqual(runEvergreen(["schema"]), {
      exitCode: 2,
      stdout: "",
      stderr: `error: missing required argument 'name'\n${read}`,
    });
  });
});
