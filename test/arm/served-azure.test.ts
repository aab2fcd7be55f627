import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { SimulatedAzure } from "../../src/simulator";

const connectModule = JSON.stringify(resolve(__dirname, "../../src/arm/connect"));

/** Connects in a process of its own, because Node reads the trusted authorities when it starts. */
const program = `
  require("ts-node/register/transpile-only");
  const { connectToAzure } = require(${connectModule});
  const { ArmClient } = require(${connectModule.replace("connect", "arm-client")});
  (async () => {
    const connection = connectToAzure({});
    const client = new ArmClient(connection, { baseDelayInMilliseconds: 1 });
    const url = "/subscriptions/" + connection.subscriptionId + "/resourceGroups/rg?api-version=2021-04-01";
    const made = await client.put(url, { location: "westeurope" });
    const read = await client.get(url);
    return { made: made.status, name: read.body.name, who: await connection.identify() };
  })().then(
    (result) => console.log(JSON.stringify(result)),
    (error) => console.log(JSON.stringify({ name: error.name, message: error.message })),
  );`;

/** Asks for many things at once, twice, and counts the connections that are opened for it. */
const manyAtOnce = `
  require("ts-node/register/transpile-only");
  const { connectToAzure } = require(${connectModule});
  const { ArmClient } = require(${connectModule.replace("connect", "arm-client")});
  let opened = 0;
  const { Socket } = require("node:net");
  const { connect } = Socket.prototype;
  Socket.prototype.connect = function (...args) {
    opened++;
    return connect.apply(this, args);
  };
  (async () => {
    const connection = connectToAzure({}, { announce: () => undefined });
    const client = new ArmClient(connection);
    const url = "/subscriptions/" + connection.subscriptionId + "/resourceGroups?api-version=2021-04-01";
    const round = async () => {
      const before = opened;
      await Promise.all(Array.from({ length: 40 }, () => client.get(url)));
      return opened - before;
    };
    const first = await round();
    return { opened: first > 0, openedAgain: await round() };
  })().then((result) => console.log(JSON.stringify(result)));`;

async function connectWith(
  environment: Record<string, string>,
  source = program,
): Promise<unknown> {
  const { PATH, HOME } = process.env;
  const child = await promisify(execFile)(process.execPath, ["-e", source], {
    env: { PATH, HOME, ...environment },
  });
  return { ...(JSON.parse(child.stdout) as object), stderr: child.stderr.trim() };
}

describe("connectToAzure over HTTPS", () => {
  const azure = new SimulatedAzure();
  const principal = azure.createServicePrincipal("deployer");
  const folder = mkdtempSync(join(tmpdir(), "served-azure-"));
  let served: Awaited<ReturnType<SimulatedAzure["serve"]>>;

  before(async () => {
    azure.grant({ principalId: principal.objectId, role: "Contributor" });
    served = await azure.serve();
  });

  after(async () => {
    await served.close();
    rmSync(folder, { recursive: true });
  });

  const announcement = () =>
    `Using the cloud 'AzureEvergreenSimulation' that ${served.url} describes: Azure Resource Manager at ${served.url}, sign-in at ${served.url}.`;

  it("signs in with a client secret at a custom cloud, and reads what it wrote", async () => {
    assert.deepEqual(await connectWith(served.environment(principal, folder)), {
      made: 201,
      name: "rg",
      who: {
        tenantId: azure.tenantId,
        objectId: principal.objectId,
        clientId: principal.clientId,
      },
      stderr: announcement(),
    });
  });

  it("asks for one token however many requests begin at once, and keeps their connections", async () => {
    let tokens = 0;
    const handle = azure.handle.bind(azure);
    azure.handle = async (request) => {
      const response = await handle(request);
      tokens += response.body?.includes('"access_token"') === true ? 1 : 0;
      return response;
    };
    assert.deepEqual(await connectWith(served.environment(principal, folder), manyAtOnce), {
      opened: true,
      openedAgain: 0,
      stderr: "",
    });
    assert.equal(tokens, 1);
  });

  it("repeats no secret when it is wrong", async () => {
    const environment = served.environment(principal, folder);
    const secret = "not-the-secret-word";
    const refused = (await connectWith({ ...environment, ARM_CLIENT_SECRET: secret })) as {
      readonly name: string;
      readonly message: string;
    };
    assert.equal(refused.name, "SignInError");
    assert.match(
      refused.message,
      new RegExp(`^Signing in at ${served.url} with a client secret failed: `),
    );
    assert.match(refused.message, /AADSTS7000215/);
    assert.equal(JSON.stringify(refused).includes(secret), false);
  });

  it("trusts no certificate that it was not told to trust", async () => {
    const { NODE_EXTRA_CA_CERTS, ...environment } = served.environment(principal, folder);
    assert.notEqual(NODE_EXTRA_CA_CERTS, undefined);
    const refused = (await connectWith(environment)) as { readonly message: string };
    assert.match(
      refused.message,
      new RegExp(
        `^The cloud at ${served.url} does not describe itself: .* got no answer: .*certificate.*\\.$`,
      ),
    );
  });
});
