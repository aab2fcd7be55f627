import assert from "node:assert/strict";

import { azureNativeDouble } from "../../../src/simulator/azure-native/azure-native-double";
import { DoubleOnSmallAzure } from "./double-on-small-azure";
import { answered, group, subscriptionId } from "./small-azure";

describe("the tokens and functions of the azure-native double", () => {
  let double: DoubleOnSmallAzure;

  beforeEach(async () => {
    double = await DoubleOnSmallAzure.configured({ location: "westeurope" });
  });

  describe("tokens", () => {
    it("has no handler for a type that it cannot translate", () => {
      assert.equal(double.provider.resource("azure-native:compute:DedicatedHost"), undefined);
    });

    it("refuses a function that it cannot translate, with its name", async () => {
      await assert.rejects(double.call("compute:getDedicatedHost", {}), {
        message: "Invoke type azure-native:compute:getDedicatedHost not found",
      });
    });
  });

  describe("functions", () => {
    it("reads the resource of the same name", async () => {
      const id = `${group}/providers/Microsoft.Automation/automationAccounts/a`;
      double.azure.resources.set(id.toLowerCase(), {
        id,
        name: "a",
        identity: { type: "SystemAssigned", principalId: "p" },
        properties: { state: "Ok" },
      });
      const account = await double.call("automation:getAutomationAccount", {
        resourceGroupName: "rg",
        automationAccountName: "a",
      });
      assert.deepEqual(account, {
        azureApiVersion: "2024-10-23",
        id,
        name: "a",
        identity: { type: "SystemAssigned", principalId: "p" },
        state: "Ok",
      });
      assert.deepEqual(double.azure.requests, [`GET ${id}?api-version=2024-10-23`]);
    });

    it("tells what failed", async () => {
      await assert.rejects(
        double.call("recoveryservices:getVault", { resourceGroupName: "rg", vaultName: "v" }),
        {
          message:
            `request failed ${group}/providers/Microsoft.RecoveryServices/vaults/v: ` +
            'Status=404 Code="ResourceNotFound" Message="It is not there."',
        },
      );
    });

    it("tells who is signed in without a request", async () => {
      assert.deepEqual(await double.call("authorization:getClientConfig", {}), {
        clientId: "client",
        objectId: "object",
        subscriptionId,
        tenantId: "22222222-2222-2222-2222-222222222222",
      });
      assert.deepEqual(double.azure.requests, []);
    });

    it("asks the token for what the configuration does not tell", async () => {
      const { transport, tenantId } = double.azure.connection;
      const provider = azureNativeDouble(() => ({
        transport,
        tenantId,
        subscriptionId,
        identify: () => Promise.resolve({ tenantId, objectId: "o", clientId: "c" }),
      }));
      const token = "azure-native:authorization:getClientConfig";
      const { signal } = new AbortController();
      assert.deepEqual(await provider.invoke?.(token, {}, false, signal), {
        clientId: "c",
        objectId: "o",
        subscriptionId,
        tenantId,
      });
    });

    it("posts for keys", async () => {
      double.azure.answer = () => answered(200, { keys: [{ KeyName: "Primary", Value: "v" }] });
      const args = { resourceGroupName: "rg", automationAccountName: "a" };
      assert.deepEqual(await double.call("automation:listKeyByAutomationAccount", args), {
        keys: [{ keyName: "Primary", value: "v" }],
      });
      double.azure.answer = () => answered(200, { keys: [] });
      await double.call("storage:listStorageAccountKeys", {
        resourceGroupName: "rg",
        accountName: "s",
        expand: "kerb",
      });
      assert.deepEqual(double.azure.requests, [
        `POST ${group}/providers/Microsoft.Automation/automationAccounts/a/listKeys?api-version=2024-10-23`,
        `POST ${group}/providers/Microsoft.Storage/storageAccounts/s/listKeys?api-version=2024-01-01&$expand=kerb`,
      ]);
    });
  });
});
