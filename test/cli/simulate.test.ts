import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readSavedEstate, SimulatedAzure } from "../../src/simulator/index";
import { type Ready, runEvergreen, startSimulation } from "./running-simulation";

interface Answered {
  readonly status: number | undefined;
  /** Reads that are left. */
  readonly left: unknown;
  readonly body: Record<string, unknown>;
}

function send(
  ready: Ready,
  method: string,
  path: string,
  options: { readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    request(
      `${ready.endpoint}${path}`,
      {
        method,
        ca: readFileSync(ready.caFile),
        headers: options.headers ?? {},
        agent: false,
        servername: "localhost",
      },
      (response) => {
        let body = "";
        response.on("data", (chunk: Buffer) => (body += chunk.toString()));
        response.on("end", () => {
          resolve({
            status: response.statusCode,
            left: response.headers["x-ms-ratelimit-remaining-subscription-reads"],
            body: JSON.parse(body) as Record<string, unknown>,
          });
        });
      },
    )
      .on("error", reject)
      .end(options.body);
  });
}

function secretOf(ready: Ready): string {
  const { clientSecret } = JSON.parse(readFileSync(ready.environment, "utf8")) as {
    clientSecret: string;
  };
  return clientSecret;
}

/** Headers of one who signed in with what the files tell. */
async function signIn(ready: Ready): Promise<Record<string, string>> {
  const { body } = await send(ready, "POST", `/${ready.tenantId}/oauth2/v2.0/token`, {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: ready.clientId,
      client_secret: secretOf(ready),
      scope: `${ready.endpoint}/.default`,
    }).toString(),
  });
  return {
    authorization: `Bearer ${String(body.access_token)}`,
    "content-type": "application/json",
  };
}

function groupPath(ready: Ready): string {
  return `/subscriptions/${ready.subscriptionId}/resourceGroups/rg?api-version=2021-04-01`;
}

describe("evergreen simulate", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "evergreen-cli-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("tells where it serves, writes what clients need for their owner alone, and ends on SIGTERM", async () => {
    const directory = join(folder, "new", "place");
    const simulation = await startSimulation(["--directory", directory]);
    const { ready } = simulation;
    assert.deepEqual(ready, {
      endpoint: ready.endpoint,
      tenantId: ready.tenantId,
      subscriptionId: ready.subscriptionId,
      clientId: ready.clientId,
      caFile: join(directory, "ca.pem"),
      environment: join(directory, "environment.json"),
    });
    assert.match(ready.endpoint, /^https:\/\/localhost:\d+$/);
    const { clientSecret, ...told } = JSON.parse(readFileSync(ready.environment, "utf8")) as Record<
      string,
      string
    >;
    const { environment, ...line } = ready;
    assert.deepEqual(told, line);
    assert.deepEqual(
      [environment, ready.caFile].map((file) => statSync(file).mode & 0o777),
      [0o600, 0o600],
    );
    assert.equal(readFileSync(ready.caFile, "utf8").includes("PRIVATE KEY"), false);
    const headers = await signIn(ready);
    const body = JSON.stringify({ location: "westeurope" });
    assert.equal((await send(ready, "PUT", groupPath(ready), { headers, body })).status, 201);
    const ended = await simulation.end("SIGTERM");
    assert.equal(ended.exitCode, 0);
    assert.equal(ended.stdout.split("\n").length, 2);
    assert.equal(`${ended.stdout}${ended.stderr}`.includes(clientSecret ?? ""), false);
    assert.match(ended.stderr, /ended by SIGTERM/);
    assert.deepEqual(readdirSync(directory).sort(), ["ca.pem", "environment.json"]);
  });

  it("leaves no temporary directory behind, on SIGINT neither", async () => {
    const simulation = await startSimulation([]);
    const directory = dirname(simulation.ready.environment);
    assert.equal(statSync(directory).mode & 0o777, 0o700);
    assert.equal((await simulation.end("SIGINT")).exitCode, 0);
    assert.equal(existsSync(directory), false);
  });

  it("saves at the end and goes on from there, with the same client and a new secret", async () => {
    const file = join(folder, "estate.json");
    writeFileSync(file, "old", { mode: 0o644 });
    const first = await startSimulation(["--save", file]);
    const headers = await signIn(first.ready);
    const body = JSON.stringify({ location: "westeurope" });
    await send(first.ready, "PUT", groupPath(first.ready), { headers, body });
    const secret = secretOf(first.ready);
    // One request is never finished: it must not keep the estate from being saved.
    const open = request(`${first.ready.endpoint}/subscriptions`, {
      method: "POST",
      ca: readFileSync(first.ready.caFile),
      agent: false,
      servername: "localhost",
    });
    open.on("error", () => undefined);
    await new Promise<void>((resolve) => {
      open.write("{", () => {
        resolve();
      });
    });
    assert.equal((await first.end("SIGTERM")).exitCode, 0);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder), ["estate.json"]);
    const text = readFileSync(file, "utf8");
    assert.equal(text.includes(secret), false);
    assert.equal(readSavedEstate(text).resources.length, 1);

    const second = await startSimulation(["--load", file, "--clock", "600"]);
    assert.equal(second.ready.clientId, first.ready.clientId);
    assert.notEqual(secretOf(second.ready), secret);
    const read = await send(second.ready, "GET", groupPath(second.ready), {
      headers: await signIn(second.ready),
    });
    assert.equal(read.status, 200);
    assert.equal((await second.end("SIGTERM")).exitCode, 0);
  });

  it("refuses a token of another issuer and a foreign Host, and tells nothing of them", async () => {
    const simulation = await startSimulation([]);
    const foreign = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJmb3JlaWduLWNhbmFyeSJ9.c2lnbmF0dXJl";
    const refused = await send(simulation.ready, "GET", groupPath(simulation.ready), {
      headers: { authorization: `Bearer ${foreign}` },
    });
    assert.equal(refused.status, 401);
    assert.equal(JSON.stringify(refused.body).includes(foreign), false);
    const misdirected = await send(simulation.ready, "GET", "/subscriptions", {
      headers: { host: "management.azure.com" },
    });
    assert.equal(misdirected.status, 421);
    const ended = await simulation.end("SIGTERM");
    assert.equal(`${ended.stdout}${ended.stderr}`.includes(foreign), false);
  });

  it("tells all problems of wrong input at once, and starts nothing", () => {
    const cut = join(folder, "cut.json");
    const newer = join(folder, "newer.json");
    writeFileSync(cut, '{"format": "azure-ever');
    writeFileSync(newer, JSON.stringify({ ...new SimulatedAzure().save(), version: 7 }));
    const refused = runEvergreen(
      `simulate --port 70000 --clock fast --limits few --directory ${cut}/x --pulumi ${cut} --save ${folder}/none/s --load ${cut}`.split(
        " ",
      ),
    );
    assert.equal(refused.exitCode, 2);
    assert.equal(refused.stdout, "");
    assert.deepEqual(refused.stderr.trimEnd().split("\n"), [
      "evergreen simulate: --port 70000: is no whole number from 0 to 65535.",
      'evergreen simulate: --clock fast: is neither "real" nor a number above 0 and up to 1000000.',
      'evergreen simulate: --limits few: is neither "enforced" nor "off".',
      `evergreen simulate: --directory ${cut}/x: ${cut} is no directory.`,
      `evergreen simulate: --pulumi ${cut}: ${cut} is no directory.`,
      `evergreen simulate: --save ${folder}/none/s: ${folder}/none is no directory.`,
      `evergreen simulate: --load ${cut}: It is not JSON, or is cut.`,
    ]);
    const version = runEvergreen(["simulate", "--load", newer]);
    assert.equal(version.exitCode, 2);
    assert.match(version.stderr, /It has the version 7, and this release reads version 1 only\./);
    const missing = runEvergreen(["simulate", "--load", join(folder, "nothing")]);
    assert.equal(
      missing.stderr,
      `evergreen simulate: --load ${join(folder, "nothing")}: There is no such file.\n`,
    );
    assert.equal(missing.exitCode, 2);
  });

  it("refuses a directory that it may not write into", function () {
    if (process.getuid?.() === 0) {
      console.log("      skipped: the superuser may write into any directory");
      this.skip();
    }
    chmodSync(folder, 0o500);
    const refused = runEvergreen(["simulate", "--directory", join(folder, "x")]);
    chmodSync(folder, 0o700);
    assert.equal(refused.exitCode, 2);
    assert.match(refused.stderr, /cannot be written into/);
  });

  it("says when the port is in use", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => {
        resolve((other.address() as { port: number }).port);
      });
    });
    try {
      const refused = runEvergreen(["simulate", "--port", String(port)]);
      assert.deepEqual(refused, {
        exitCode: 1,
        stdout: "",
        stderr: `evergreen simulate: port ${port} is in use.\n`,
      });
    } finally {
      other.close();
    }
  });

  it("prints the version of the package, and enforces Azure's limits unless told otherwise", async () => {
    const manifest = readFileSync(join(__dirname, "../../package.json"), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    assert.deepEqual(runEvergreen(["--version"]), {
      exitCode: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
    const left = [];
    for (const args of [[], ["--limits", "off"]]) {
      const simulation = await startSimulation(args);
      const headers = await signIn(simulation.ready);
      const { status, left: told } = await send(
        simulation.ready,
        "GET",
        groupPath(simulation.ready),
        {
          headers,
        },
      );
      left.push([status, told]);
      await simulation.end("SIGTERM");
    }
    assert.deepEqual(left, [
      [404, "249"],
      [404, undefined],
    ]);
  });

  it("has help on stdout, and refuses what it does not know", () => {
    const help = runEvergreen(["simulate", "--help"]);
    assert.equal(help.exitCode, 0);
    for (const option of [
      "--port",
      "--directory",
      "--load",
      "--save",
      "--clock",
      "--limits",
      "--pulumi",
    ]) {
      assert.ok(help.stdout.includes(option), option);
    }
    assert.equal(runEvergreen(["--help"]).exitCode, 0);
    const read = "`evergreen simulate --help` tells what it takes.\n";
    const refused: readonly (readonly [readonly string[], string])[] = [
      [
        ["simulate", "--prot", "1"],
        `error: unknown option '--prot'\n(Did you mean --port?)\n${read}`,
      ],
      [["simulate", "--port"], `error: option '--port <number>' argument missing\n${read}`],
      [
        ["simulate", "here"],
        `error: too many arguments for 'simulate'. Expected 0 arguments but got 1.\n${read}`,
      ],
      [
        ["simulat"],
        "error: unknown command 'simulat'\n(Did you mean simulate?)\n`evergreen --help` tells what it takes.\n",
      ],
    ];
    for (const [args, stderr] of refused) {
      assert.deepEqual(runEvergreen(args), { exitCode: 2, stdout: "", stderr });
    }
    const nothing = runEvergreen([]);
    assert.deepEqual([nothing.exitCode, nothing.stdout], [2, ""]);
    assert.match(nothing.stderr, /^Usage: evergreen/);
  });
});
