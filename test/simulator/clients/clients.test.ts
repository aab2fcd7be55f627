import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Clock, type SimulatedAzure } from "../../../src/simulator/index";
import { newAzure, subscription } from "../caller";

const run = promisify(execFile);

/** Runs a scenario program as an owner against an Azure of its own, and answers what it saw. */
async function scenario(
  program: string,
  prepare: (azure: SimulatedAzure) => void = () => undefined,
): Promise<{ seen: unknown; azure: SimulatedAzure }> {
  const directory = mkdtempSync(join(tmpdir(), "evergreen-"));
  const azure = newAzure({ clock: new Clock({ speed: 6000 }), permissionPropagationInSeconds: 0 });
  prepare(azure);
  const owner = azure.createServicePrincipal("sdk");
  const other = azure.createServicePrincipal("other");
  azure.grant({ principalId: owner.objectId, role: "Owner" });
  prepare(azure);
  const served = await azure.serve();
  try {
    const { stdout } = await run(
      process.execPath,
      ["-r", "ts-node/register/transpile-only", join(__dirname, program)],
      {
        env: {
          PATH: process.env.PATH,
          OTHER_OBJECT_ID: other.objectId,
          OTHER_CLIENT_ID: other.clientId,
          OTHER_CLIENT_SECRET: other.clientSecret,
          ...served.environment(owner, directory),
        },
      },
    );
    return { seen: JSON.parse(stdout), azure };
  } finally {
    await served.close();
    rmSync(directory, { recursive: true });
  }
}

describe("Microsoft's own clients, unmodified", () => {
  it("make, assign and remove roles, and are told of a refusal", async () => {
    const { seen } = await scenario("authorization.ts");
    assert.deepEqual(seen, {
      role: ["Group Reader", "CustomRole"],
      assigned: "ServicePrincipal",
      listed: ["aaaaaaaa-0000-4000-8000-000000000002"],
      refused: [403, "AuthorizationFailed"],
      removed: "aaaaaaaa-0000-4000-8000-000000000002",
    });
  });

  it("register preview features", async () => {
    const { seen } = await scenario("features.ts");
    assert.deepEqual(seen, ["NotRegistered", "Registering", "Registered", "Unregistered"]);
  });

  it("build a machine from the network up, patch and repair it, and take it down", async () => {
    const group = `${subscription}/resourceGroups/rg`;
    const extension = `${group}/providers/Microsoft.Compute/virtualMachines/machine1/extensions/script`;
    const { seen, azure } = await scenario("machine.ts", ({ faults }) => {
      faults.strike("extension fails", extension, 1);
    });
    assert.deepEqual(seen, {
      address: "10.0.0.4",
      machine: ["Succeeded", "not told"],
      view: ["ProvisioningState/succeeded", "PowerState/running"],
      patches: [2, "Succeeded", 2],
      extension: ["failure when processing extension 'script'", "Succeeded"],
      inUse: [400, "NicInUse"],
      missing: [404, "ResourceNotFound"],
    });
    assert.deepEqual(azure.estate.all(), []);
  });

  it("place a machine, see what can be had, and write tags", async () => {
    const { seen, azure } = await scenario("placement.ts");
    assert.deepEqual(seen, {
      image: [true, "1.0.0", "Linux"],
      sizes: true,
      skus: [{ name: "MaximumPlatformFaultDomainCount", value: "3" }],
      domains: [0, 0],
      members: 1,
      inUse: [409, "OperationNotAllowed"],
      scaleSet: ["Flexible", "Succeeded", 0],
      uniform: [501, "ScaleSetNotSimulated"],
      tags: [{ owner: "fleet" }, null],
    });
    assert.deepEqual(azure.estate.all(), []);
  });

  it("keep storage accounts and vaults", async () => {
    const { seen } = await scenario("storage-and-vault.ts");
    assert.deepEqual(seen, {
      account: ["cachestorage1", "Succeeded"],
      vault: ["Succeeded", "SystemAssigned"],
      changed: { owner: "fleet" },
      listed: ["vault1"],
    });
  });

  it("keep automation accounts, runbooks and schedules", async () => {
    const { seen } = await scenario("automation.ts");
    assert.deepEqual(seen, {
      account: ["account1", "Ok"],
      runbook: ["runbook1", "PowerShell"],
      schedule: ["schedule1", "Day"],
    });
  });

  it("ask Resource Graph page by page", async () => {
    const { seen } = await scenario("resource-graph.ts", ({ estate }) => {
      for (const number of [1, 2, 3, 4, 5]) {
        const name = `identity${number}`;
        estate.put({
          id: `${subscription}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
          name,
          type: "Microsoft.ManagedIdentity/userAssignedIdentities",
          location: "westeurope",
          tags: { half: number % 2 === 0 ? "even" : "odd" },
          properties: {},
        });
      }
    });
    assert.deepEqual(seen, {
      pages: [
        [
          5,
          2,
          [
            ["identity1", "odd"],
            ["identity2", "even"],
          ],
        ],
        [
          5,
          2,
          [
            ["identity3", "odd"],
            ["identity4", "even"],
          ],
        ],
        [5, 1, [["identity5", "odd"]]],
      ],
      table: { columns: [{ name: "machines", type: "integer" }], rows: [[5]] },
      refused: [400, "BadRequest"],
    });
  });
});
