import assert from "node:assert/strict";
import { subscription } from "../caller";
import { runScenario } from "./run-scenario";

describe("Microsoft's own clients, unmodified", () => {
  // Its poller waits for whole seconds, so it runs beside the others.
  let replication: ReturnType<typeof runScenario>;

  before(() => {
    replication = runScenario("site-recovery.ts");
    replication.catch(() => undefined);
  });

  it("make, assign and remove roles, and are told of a refusal", async () => {
    const { seen } = await runScenario("authorization.ts", {
      identityPropagationInSeconds: 86_400,
    });
    assert.deepEqual(seen, {
      role: ["Group Reader", "CustomRole"],
      assigned: "ServicePrincipal",
      listed: ["aaaaaaaa-0000-4000-8000-000000000002"],
      refused: [403, "AuthorizationFailed"],
      notFound: [400, "PrincipalNotFound"],
      retried: "ServicePrincipal",
      inUse: [400, "RoleDefinitionHasAssignments"],
      removed: "aaaaaaaa-0000-4000-8000-000000000002",
    });
  });

  it("register preview features and providers", async () => {
    const { seen } = await runScenario("features.ts");
    assert.deepEqual(seen, {
      feature: ["NotRegistered", "Registering", "Registered", "Unregistered"],
      provider: ["Registered", "Registered"],
    });
  });

  it("build a machine from the network up, patch and repair it, and take it down", async () => {
    const group = `${subscription}/resourceGroups/rg`;
    const extension = `${group}/providers/Microsoft.Compute/virtualMachines/machine1/extensions/script`;
    const { seen, azure } = await runScenario("machine.ts", {
      prepare: ({ faults }) => {
        faults.strike("extension fails", extension, 1);
      },
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
    const { seen, azure } = await runScenario("placement.ts");
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

  it("assess and install patches", async () => {
    const { seen } = await runScenario("patches.ts");
    assert.deepEqual(seen, {
      assessed: ["Succeeded", true],
      installed: ["Succeeded", "Completed", 0],
      view: ["Succeeded", "Succeeded", true],
      off: [409, "OperationNotAllowed"],
    });
  });

  it("back a machine up, cancel, stop, resume, undelete, and remove its restore points", async () => {
    const { seen } = await runScenario("backup.ts", {
      speed: 600,
      assumptions: { backupSnapshotInSeconds: 7200 },
    });
    assert.deepEqual(seen, {
      protectable: ["machine1"],
      kinds: ["V1", "V2"],
      policies: ["DefaultPolicy", "standard", "enhanced"],
      valid: "Succeeded",
      enabled: ["IRPending", false],
      protectionStatus: "Protected",
      containers: ["machine1"],
      afterCancel: "Cancelled",
      busy: "UserErrorBackupOperationInProgress",
      running: ["InProgress", ["Cancellable"]],
      done: ["Completed", ["Completed", "Completed"]],
      points: 1,
      point: ["InstantRP", "HardenedRP"],
      stopped: ["ProtectionStopped", false],
      resumed: ["Protected", false],
      softDeleted: ["ProtectionStopped", true],
      undeleted: ["ProtectionStopped", false],
      collections: ["AzureBackupRG_westeurope_1"],
      left: 0,
    });
  });

  it("replicate a machine, try its failover, fail it over and back, and stop", async () => {
    const { seen, azure } = await replication;
    assert.deepEqual(seen, {
      fabrics: ["west", "north"],
      missing: [404, "NotFound"],
      mapping: ["Paired", "A2A"],
      replicated: ["Protected", "None", "Primary"],
      agent: true,
      tested: ["Protected", "WaitingForCompletion", "Primary"],
      cleaned: ["Protected", "MarkedForDeletion", "Primary"],
      there: [
        ["UnplannedFailoverCommitPendingStatesBegin", "MarkedForDeletion", "Recovery"],
        ["UnplannedFailoverCommitted", "MarkedForDeletion", "Recovery"],
      ],
      recovered: ["northeurope", "Succeeded"],
      reprotected: ["Protected", "None", "Primary"],
      back: [
        ["UnplannedFailoverCommitPendingStatesBegin", "None", "Recovery"],
        ["UnplannedFailoverCommitted", "None", "Recovery"],
      ],
      asAtTheStart: ["Protected", "None", "Primary"],
      scenarios: [
        "AddProtectionProfile",
        "CommitFailover",
        "CommitFailover",
        "CreateProtectionContainer",
        "CreateProtectionContainer",
        "CreateSite",
        "CreateSite",
        "EnableDr",
        "PairClouds",
        "PairClouds",
        "SwitchProtection",
        "SwitchProtection",
        "TestFailover",
        "TestFailoverCleanup",
        "UnplannedFailover",
        "UnplannedFailover",
        "UpdateMobilityService",
      ],
      left: 0,
      machine: "Succeeded",
    });
    assert.deepEqual(
      azure.estate.all().filter(({ type }) => type.includes("/replication")),
      [],
    );
  });

  it("keep storage accounts and vaults", async () => {
    const { seen } = await runScenario("storage-and-vault.ts");
    assert.deepEqual(seen, {
      account: ["cachestorage1", "Succeeded"],
      vault: ["Succeeded", "SystemAssigned"],
      changed: { owner: "fleet" },
      listed: ["vault1"],
    });
  });

  it("keep automation accounts, runbooks and schedules", async () => {
    const { seen } = await runScenario("automation.ts");
    assert.deepEqual(seen, {
      account: ["account1", "Ok"],
      runbook: ["runbook1", "PowerShell"],
      schedule: ["schedule1", "Day"],
    });
  });

  it("ask Resource Graph page by page", async () => {
    const { seen } = await runScenario("resource-graph.ts", {
      prepare: ({ estate }) => {
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
      },
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
