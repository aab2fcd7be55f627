import assert from "node:assert/strict";
import type { LoginCheck } from "../../src/operations";
import {
  newAzure,
  newGroup,
  callerOf,
  subscription,
  subscriptionId,
  tenantId,
} from "../simulator/caller";
import { serveFleet, type ServedFleet } from "./patch/served-fleet";
import type { Ended } from "./running-simulation";
import { schemaErrors } from "./schema-errors";

const group = `${subscription}/resourceGroups/rg`;
/** Nothing of a sign-in, and no Azure CLI. */
const nobody = {
  ARM_CLIENT_ID: undefined,
  ARM_CLIENT_SECRET: undefined,
  ARM_TENANT_ID: undefined,
  ARM_SUBSCRIPTION_ID: undefined,
  PATH: "",
};

/** What the command said but for the line about the cloud, which is there where it was reached, and the run's id. */
function said({ stderr }: Ended): string {
  return stderr.replace(/^Using the cloud .*\n/, "").replace(/^Run [0-9a-f-]{23}$/m, "Run ID");
}

describe("evergreen login-check", () => {
  let owner: ServedFleet;
  let stranger: ServedFleet;

  before(async () => {
    const azure = newAzure({ limits: "off" });
    await newGroup(callerOf(azure, "Owner"));
    owner = await serveFleet({ azure }, "Owner");
    stranger = await serveFleet({ azure }, null);
  });

  after(async () => {
    await owner.close();
    await stranger.close();
  });

  it("tells an owner that the rights suffice for every duty, on stdout alone", async () => {
    const ended = await owner.run("login-check");
    const { stdout, exitCode } = ended;
    assert.deepEqual([exitCode, said(ended)], [0, ""]);
    const [first, ...rest] = stdout.split("\n");
    assert.match(
      first ?? "",
      new RegExp(
        `^Signed in as ${owner.objectId} \\(application [0-9a-f-]{36}\\) with a client secret\\.$`,
      ),
    );
    assert.deepEqual(rest, [
      `Tenant ${tenantId}, subscription ${subscriptionId}.`,
      `Rights at ${subscription}:`,
      "",
      "DUTY                 SUFFICES  WHAT IT DOES",
      "agentUpdaterMinimal  yes       Makes the calls that Microsoft's published script for the Site Recovery agent update makes, and no others.",
      "agentUpdater         yes       Updates the Site Recovery mobility agents of one vault. Cannot delete, fail over, restore, read credentials or weaken the vault's protection.",
      "patchOperator        yes       Assesses and installs patches on virtual machines on demand, reads the results.",
      "patchScheduler       yes       Manages maintenance configurations for guest patches and their assignments.",
      "backupOperator       yes       Runs, watches, cancels and resumes backups. Cannot restore, delete, or change the vault.",
      "backupDiagnostician  yes       Reads machines, their backups and all that can keep these from succeeding.",
      "",
      "A duty is a preset of rolePresets, of which the component LeastPrivilegeRole makes a role.",
      "",
    ]);
  });

  it("writes JSON that keeps to its schema, at a scope of one's own", async () => {
    const { stdout, exitCode } = await owner.run("login-check", "--json", "--scope", `${group}/`);
    assert.equal(exitCode, 0);
    assert.equal(schemaErrors(stdout), null);
    const { $schema, objectId, method, scope, duties } = JSON.parse(stdout) as LoginCheck & {
      $schema: string;
    };
    assert.deepEqual(
      [$schema, objectId, method, scope],
      ["urn:azure-evergreen:login-check", owner.objectId, "a client secret", group],
    );
    assert.deepEqual(
      duties.flatMap(({ missingActions }) => missingActions),
      [],
    );
  });

  it("tells who is signed in though the rights may not be read, and ends with 1", async () => {
    const { stdout, exitCode } = await stranger.run("login-check");
    assert.equal(exitCode, 1);
    const lines = stdout.trimEnd().split("\n");
    assert.equal(lines.length, 4);
    assert.match(lines[0] ?? "", new RegExp(`^Signed in as ${stranger.objectId} `));
    assert.match(
      lines[2] ?? "",
      new RegExp(
        `^The rights at ${subscription} cannot be read: GET .* answered 403 AuthorizationFailed: `,
      ),
    );
    assert.equal(
      lines[3],
      `You lack the action Microsoft.Authorization/permissions/read at ${subscription}/providers/Microsoft.Authorization; the preset rolePresets.patchOperator grants it.`,
    );
    const json = await stranger.run("login-check", "--json");
    assert.equal(json.exitCode, 1);
    assert.equal(schemaErrors(json.stdout), null);
    assert.deepEqual((JSON.parse(json.stdout) as LoginCheck).duties, []);
  });

  it("refuses a scope and subscriptions that are none, with 2 and nothing on stdout", async () => {
    const other = "22222222-2222-4333-8444-555555555555";
    for (const [args, message] of [
      [
        ["--scope", "rg"],
        'evergreen: The login check has 1 problem:\n  - --scope: "rg" is not a resource id: it starts neither with "/subscriptions/" nor with "/providers/". Give the whole id, for example "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}". [EVG-ID-001]\n',
      ],
      [
        ["--subscription", "prod"],
        "error: option '--subscription <id...>' argument 'prod' is invalid. It is not the id of a subscription, which is a GUID. Give it as \"az account list\" prints it, without \"/subscriptions/\".\n",
      ],
      [
        ["--subscription", subscriptionId, other],
        "evergreen: --subscription: The rights are looked at in one subscription at a time. Name one.\n",
      ],
      [
        ["--output", "yaml"],
        "error: option '--output <format>' argument 'yaml' is invalid. Allowed choices are table, json, csv, markdown.\n",
      ],
      [
        ["here"],
        "error: too many arguments for 'login-check'. Expected 0 arguments but got 1.\n`evergreen login-check --help` tells what it takes.\n",
      ],
    ] as const) {
      const ended = await owner.run("login-check", ...args);
      assert.deepEqual([ended.exitCode, ended.stdout, said(ended)], [2, "", message]);
    }
  });

  it("fails at a scope that is not there", async () => {
    const ended = await owner.run("login-check", "--scope", `${group}x`);
    assert.deepEqual([ended.exitCode, ended.stdout], [1, ""]);
    assert.equal(
      said(ended),
      `evergreen: GET ${group}x/providers/Microsoft.Authorization/permissions?api-version=2022-04-01 answered 404 ResourceGroupNotFound: Resource group 'rgx' could not be found.\nRun ID\n`,
    );
  });

  it("says how to sign in where nobody is, and what a sign-in lacks", async () => {
    const none = await owner.runWith(nobody, "login-check");
    assert.deepEqual([none.exitCode, none.stdout], [1, ""]);
    assert.equal(
      said(none),
      "evergreen: The Azure CLI cannot tell its account: there is no az command on the PATH, or it does not answer. Sign in with `az login`, or set another way to sign in: a client secret (ARM_CLIENT_ID, ARM_CLIENT_SECRET and ARM_TENANT_ID), OIDC (ARM_USE_OIDC) or a managed identity (ARM_USE_MSI).\nRun ID\n",
    );
    const half = await owner.runWith({ ...nobody, ARM_CLIENT_SECRET: "canary" }, "login-check");
    assert.deepEqual([half.exitCode, half.stdout], [1, ""]);
    assert.equal(
      said(half),
      "evergreen: The way to Azure is not configured:\n  - tenantId is not set. Set it, or ARM_TENANT_ID, to sign in with a client secret.\n  - clientId is not set. Set it, or ARM_CLIENT_ID, to sign in with a client secret.\n",
    );
  });

  it("says who was refused where, and shows no secret", async () => {
    const refused = await owner.runWith({ ARM_CLIENT_SECRET: "canary" }, "login-check");
    assert.deepEqual([refused.exitCode, refused.stdout], [1, ""]);
    assert.match(
      said(refused),
      /^evergreen: Signing in at https:\/\/localhost:\d+ with a client secret failed: invalid_client: .*AADSTS7000215: Invalid client secret provided\..*\nRun ID\n$/,
    );
    assert.ok(!refused.stderr.includes("canary"));
  });
});
