import assert from "node:assert/strict";
import { unknownValue, type Properties } from "../../../src/plugin/handlers";
import { DoubleOnSmallAzure } from "./double-on-small-azure";
import { answered, contextOf, forbidden, group, notFound } from "./small-azure";

describe("changing with the azure-native double", () => {
  let double: DoubleOnSmallAzure;

  beforeEach(async () => {
    double = await DoubleOnSmallAzure.configured({ location: "westeurope" });
  });

  describe("preview", () => {
    it("knows nothing of a new resource but what was given", async () => {
      const { id, outputs } = await double.handler("recoveryservices:Vault").create(
        {
          inputs: {
            resourceGroupName: "rg",
            vaultName: "v",
            location: "westeurope",
            identity: { type: "SystemAssigned" },
            properties: { publicNetworkAccess: "Disabled" },
            tags: { a: "b" },
            sku: { name: "Standard" },
          },
          preview: true,
        },
        contextOf("v"),
      );
      assert.equal(id, undefined);
      assert.deepEqual(double.azure.requests, []);
      const { properties, ...rest } = outputs;
      assert.deepEqual(rest, {
        azureApiVersion: "2024-10-01",
        etag: unknownValue,
        identity: {
          principalId: unknownValue,
          tenantId: unknownValue,
          type: "SystemAssigned",
          userAssignedIdentities: unknownValue,
        },
        location: "westeurope",
        name: unknownValue,
        sku: {
          capacity: unknownValue,
          family: unknownValue,
          name: "Standard",
          size: unknownValue,
          tier: unknownValue,
        },
        systemData: unknownValue,
        tags: { a: "b" },
        type: unknownValue,
      });
      const known = Object.entries(properties as Properties).filter(([, v]) => v !== unknownValue);
      assert.deepEqual(known, [["publicNetworkAccess", "Disabled"]]);
    });

    it("keeps id, name and location of a resource that exists", async () => {
      const { outputs } = await double.handler("managedidentity:UserAssignedIdentity").update(
        {
          id: "/id",
          oldInputs: {},
          oldOutputs: { id: "/id", name: "n", location: "westeurope", principalId: "p" },
          newInputs: { resourceGroupName: "rg", location: "westeurope", tags: { a: unknownValue } },
          preview: true,
        },
        contextOf("n"),
      );
      assert.deepEqual(double.azure.requests, []);
      assert.deepEqual(outputs, {
        azureApiVersion: "2023-01-31",
        clientId: unknownValue,
        id: "/id",
        location: "westeurope",
        name: "n",
        principalId: unknownValue,
        systemData: unknownValue,
        tags: { a: unknownValue },
        tenantId: unknownValue,
        type: unknownValue,
      });
    });
  });

  describe("update", () => {
    const oldOutputs = {};

    it("puts everything and reads again", async () => {
      const id = `${group}/providers/Microsoft.Network/publicIPAddresses/p`;
      const newInputs = { resourceGroupName: "rg", publicIpAddressName: "p", tags: { a: "b" } };
      const { outputs } = await double
        .handler("network:PublicIPAddress")
        .update({ id, oldInputs: {}, oldOutputs, newInputs, preview: false }, contextOf("p"));
      const url = `${id}?api-version=2024-05-01`;
      assert.deepEqual(double.azure.requests, [`PUT ${url}`, `GET ${url}`]);
      assert.deepEqual(double.azure.bodies[0], { tags: { a: "b" } });
      assert.deepEqual(outputs.tags, { a: "b" });
    });

    it("keeps the lists that other resources manage as they are", async () => {
      const id = `${group}/providers/Microsoft.KeyVault/vaults/kv`;
      double.azure.resources.set(id.toLowerCase(), {
        id,
        properties: { accessPolicies: [{ objectId: "o" }] },
      });
      const newInputs = { vaultName: "kv", properties: { tenantId: "t" } };
      await double
        .handler("keyvault:Vault")
        .update({ id, oldInputs: {}, oldOutputs, newInputs, preview: false }, contextOf("kv"));
      assert.deepEqual(
        double.azure.requests.map((request) => request.split(" ")[0]),
        ["GET", "PUT", "GET"],
      );
      assert.deepEqual(double.azure.bodies[1], {
        properties: { tenantId: "t", accessPolicies: [{ objectId: "o" }] },
      });
    });

    it("takes identities away with a PATCH", async () => {
      const id = `${group}/providers/Microsoft.Automation/automationAccounts/a`;
      const identity = (...ids: string[]) => ({
        identity: { type: "UserAssigned", userAssignedIdentities: ids },
      });
      await double.handler("automation:AutomationAccount").update(
        {
          id,
          oldInputs: identity("/one", "/two"),
          oldOutputs,
          newInputs: identity("/two"),
          preview: false,
        },
        contextOf("a"),
      );
      assert.equal(double.azure.requests[0], `PATCH ${id}?api-version=2024-10-23`);
      assert.deepEqual(double.azure.bodies[0], {
        identity: { type: "UserAssigned", userAssignedIdentities: { "/one": null, "/two": {} } },
      });
    });

    it("resets the network rules of a storage account that a program no longer sets", async () => {
      await double.handler("storage:StorageAccount").update(
        {
          id: "/id",
          oldInputs: { networkRuleSet: { defaultAction: "Deny" } },
          oldOutputs,
          newInputs: { kind: "StorageV2" },
          preview: false,
        },
        contextOf("s"),
      );
      assert.deepEqual(double.azure.bodies[0], {
        kind: "StorageV2",
        properties: { networkAcls: { bypass: "AzureServices", defaultAction: "Allow" } },
      });
    });
  });

  describe("delete", () => {
    const state = (id: string) => ({ id, inputs: {}, outputs: {} });

    it("waits where the specification marks it as long-running", async () => {
      const operation = "https://management/operations/1";
      const polls = [answered(202), answered(204)];
      double.azure.answer = ({ method, url }) =>
        method === "DELETE"
          ? answered(202, undefined, { location: operation })
          : url === operation
            ? polls.shift()
            : undefined;
      await double.handler("resources:ResourceGroup").delete(state("/rg"), contextOf("rg"));
      assert.deepEqual(double.azure.requests, [
        "DELETE /rg?api-version=2024-03-01",
        `GET ${operation}`,
        `GET ${operation}`,
      ]);
    });

    it("does not wait elsewhere, and takes 404 for done", async () => {
      double.azure.answer = () => answered(202, undefined, { location: "https://management/1" });
      await double.handler("storage:StorageAccount").delete(state("/s"), contextOf("s"));
      double.azure.answer = () => notFound;
      await double.handler("storage:StorageAccount").delete(state("/s"), contextOf("s"));
      assert.deepEqual(double.azure.requests, [
        "DELETE /s?api-version=2024-01-01",
        "DELETE /s?api-version=2024-01-01",
      ]);
    });

    it("tells a refusal", async () => {
      double.azure.answer = () => forbidden;
      await assert.rejects(
        double.handler("storage:StorageAccount").delete(state("/s"), contextOf("s")),
        {
          message: 'Status=403 Code="AuthorizationFailed" Message="The client may not do this."',
        },
      );
    });
  });
});
