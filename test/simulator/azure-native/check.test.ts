import assert from "node:assert/strict";
import { unknownValue, type CheckRequest, type Properties } from "../../../src/plugin/handlers";
import { azureNativeDouble } from "../../../src/simulator/azure-native/azure-native-double";
import { SmallAzure, contextOf, forbidden, group } from "./small-azure";

const randomSeed = new Uint8Array(32).fill(7);

describe("the azure-native double's check", () => {
  let azure: SmallAzure;
  let provider: ReturnType<typeof azureNativeDouble>;

  beforeEach(() => {
    azure = new SmallAzure();
    provider = azureNativeDouble(() => azure.connection);
  });

  function check(
    token: string,
    newInputs: Properties,
    rest: Partial<CheckRequest> = {},
    name = "it",
  ) {
    const handler = provider.resource(`azure-native:${token}`);
    assert.ok(handler);
    return handler.check({ oldInputs: undefined, randomSeed, ...rest, newInputs }, contextOf(name));
  }

  const named = async (token: string, newInputs: Properties, rest: Partial<CheckRequest> = {}) => {
    await provider.configure({ location: "westeurope" });
    return (await check(token, newInputs, rest)).inputs;
  };

  describe("names", () => {
    it("makes a random one from the seed, without a hyphen", async () => {
      assert.deepEqual(await named("resources:ResourceGroup", {}), {
        resourceGroupName: "it4bb06f8e",
        location: "westeurope",
        azureApiVersion: "2024-03-01",
        __createBeforeDelete: true,
      });
    });

    it("makes a GUID from the seed", async () => {
      const inputs = await named("automation:JobSchedule", {
        resourceGroupName: "rg",
        automationAccountName: "a",
        runbook: { name: "r" },
        schedule: { name: "s" },
      });
      assert.equal(inputs.jobScheduleId, "07070707-0707-0707-0707-070707070707");
      assert.equal(inputs.__createBeforeDelete, true);
    });

    it("copies the logical name, which a replacement cannot share", async () => {
      const inputs = await named("network:Subnet", {
        resourceGroupName: "rg",
        virtualNetworkName: "v",
      });
      assert.equal(inputs.subnetName, "it");
      assert.equal(inputs.__createBeforeDelete, undefined);
    });

    it("keeps the old name", async () => {
      const inputs = await named(
        "resources:ResourceGroup",
        {},
        { oldInputs: { resourceGroupName: "old", __createBeforeDelete: true } },
      );
      assert.equal(inputs.resourceGroupName, "old");
      assert.equal(inputs.__createBeforeDelete, true);
    });

    it("keeps a given name as it is, with nothing hidden", async () => {
      const inputs = await named("resources:ResourceGroup", { resourceGroupName: "rg" });
      assert.equal("__createBeforeDelete" in inputs, false);
    });

    it("follows the stack's naming configuration", async () => {
      const proposal = { proposedName: "proposed", mode: "propose" as const };
      const vault = { resourceGroupName: "rg", sku: { name: "Standard" } };
      const subnet = { resourceGroupName: "rg", virtualNetworkName: "v" };
      const withName = await named("recoveryservices:Vault", vault, { autonaming: proposal });
      assert.equal(withName.vaultName, "proposed");
      const copied = await named("network:Subnet", subnet, { autonaming: proposal });
      assert.equal(copied.subnetName, "proposed");
      assert.equal(copied.__createBeforeDelete, true);
      const role = { scope: "/s", principalId: "p", roleDefinitionId: "d" };
      const uuid = await named("authorization:RoleAssignment", role, { autonaming: proposal });
      assert.equal(uuid.roleAssignmentName, "07070707-0707-0707-0707-070707070707");
      const enforced = await named("authorization:RoleAssignment", role, {
        autonaming: { proposedName: "verbatim", mode: "enforce" },
      });
      assert.equal(enforced.roleAssignmentName, "verbatim");
      const { failures } = await check("recoveryservices:Vault", vault, {
        autonaming: { proposedName: "", mode: "disable" },
      });
      assert.deepEqual(failures, [{ reason: "missing required property 'vaultName'" }]);
    });
  });

  describe("location", () => {
    const disk = { resourceGroupName: "rg", creationData: { createOption: "Empty" } };

    beforeEach(async () => {
      await provider.configure({});
      azure.resources.set(group.toLowerCase(), { id: group, location: "northeurope" });
    });

    it("is that of the resource group, asked once", async () => {
      const [first, second] = await Promise.all([
        check("compute:Disk", disk),
        check("compute:Disk", { ...disk, resourceGroupName: "RG" }),
      ]);
      assert.equal(first.inputs.location, "northeurope");
      assert.equal(second.inputs.location, "northeurope");
      assert.deepEqual(azure.requests, [`GET ${group}?api-version=2020-10-01`]);
    });

    it("is the old one, or the configured one, before the group's", async () => {
      const old = await check("compute:Disk", disk, { oldInputs: { location: "uksouth" } });
      assert.equal(old.inputs.location, "uksouth");
      await provider.configure({ location: "eastus" });
      assert.equal((await check("compute:Disk", disk)).inputs.location, "eastus");
      assert.deepEqual(azure.requests, []);
    });

    it("is unknown as long as the group is", async () => {
      const { inputs, failures } = await check("compute:Disk", {
        ...disk,
        resourceGroupName: unknownValue,
      });
      assert.equal(inputs.location, unknownValue);
      assert.deepEqual(failures, []);
    });

    it("is missed when nothing tells it", async () => {
      const { failures } = await check("compute:Disk", { ...disk, resourceGroupName: "other" });
      assert.deepEqual(failures, [
        {
          reason:
            "missing required property 'location'. Either set it explicitly or configure it with " +
            "'pulumi config set azure-native:location <value>'.",
        },
      ]);
    });

    it("fails in azure-native's words when the group may not be read", async () => {
      azure.answer = () => forbidden;
      await assert.rejects(check("compute:Disk", disk), {
        message: 'Status=403 Code="AuthorizationFailed" Message="The client may not do this."',
      });
    });

    it("is not added to what has none", async () => {
      const { inputs } = await check("network:Subnet", {
        resourceGroupName: "rg",
        virtualNetworkName: "v",
      });
      assert.equal("location" in inputs, false);
      assert.deepEqual(azure.requests, []);
    });
  });

  it("tells everything that is missing or of a wrong type, and judges nothing unknown", async () => {
    await provider.configure({ location: "westeurope" });
    const { failures } = await check("compute:VirtualMachine", {
      hardwareProfile: "Standard_B2s",
      identity: { type: "UserAssigned", userAssignedIdentities: { "/id": {} } },
      networkProfile: { networkInterfaces: [{ id: 1, primary: unknownValue }, "nic"] },
      storageProfile: { osDisk: { caching: "None", diskSizeGB: "30" }, dataDisks: {} },
      tags: { a: 1, b: unknownValue },
      osProfile: unknownValue,
    });
    assert.deepEqual(
      failures.map(({ reason }) => reason),
      [
        "'hardwareProfile' should be of type 'object' but got string",
        "'identity.userAssignedIdentities' should be of type 'array' but got object",
        "'networkProfile.networkInterfaces[0].id' should be of type 'string' but got number",
        "'networkProfile.networkInterfaces[1]' should be of type 'object' but got string",
        "missing required property 'resourceGroupName'",
        "'storageProfile.dataDisks' should be of type 'array' but got object",
        "missing required property 'storageProfile.osDisk.createOption'",
        "'storageProfile.osDisk.diskSizeGB' should be of type 'number' but got string",
        "'tags.a' should be of type 'string' but got number",
      ],
    );
  });

  it("holds the name of a storage account to its rule", async () => {
    await provider.configure({ location: "westeurope" });
    const account = { resourceGroupName: "rg", kind: "StorageV2", sku: { name: "Standard_LRS" } };
    const reasons = async (name: string, accountName?: string) => {
      const inputs = accountName === undefined ? account : { ...account, accountName };
      const { failures } = await check("storage:StorageAccount", inputs, {}, name);
      return failures.map(({ reason }) => reason);
    };
    assert.deepEqual(await reasons("cache"), []);
    assert.deepEqual(await reasons("fleet-cache"), [
      "'accountName' does not match expression '^[a-z0-9]+$'",
    ]);
    assert.deepEqual(await reasons("it", "ab"), [
      "'accountName' is too short (2): at least 3 characters required",
    ]);
    assert.deepEqual(await reasons("it", "a".repeat(25)), [
      "'accountName' is too long (25): at most 24 characters allowed",
    ]);
  });
});
