import assert from "node:assert/strict";
import * as keyvault from "@pulumi/azure-native/keyvault";
import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import * as evergreen from "azure-evergreen";
import {
  InProcessDeployment,
  SimulatedAzure,
  type DeploymentResult,
} from "azure-evergreen/simulator";
import { configuration } from "../../examples/demo/door";
import { place } from "../../examples/components/place";

interface Running {
  readonly azure: SimulatedAzure;
  readonly run: (program: () => unknown) => Promise<DeploymentResult>;
  readonly send: (method: "GET" | "POST" | "PUT", id: string, body?: object) => Promise<Body>;
}

interface Body {
  readonly status: number;
  readonly properties: Record<string, unknown>;
}

function open(): Running {
  const azure = new SimulatedAzure();
  const principal = azure.createServicePrincipal("deployer");
  azure.grant({ principalId: principal.objectId, role: "Owner" });
  azure.grantGraph(principal.objectId, "Application.Read.All");
  const { transport } = azure.connect(principal);
  const deployment = new InProcessDeployment(azure, {
    principal,
    project: "fleet",
    configuration,
  });
  return {
    azure,
    run: (program) => deployment.run(program),
    send: async (method, id, body) => {
      const url = `${id}?api-version=2024-10-01`;
      const { status, body: told } = await transport.send({
        method,
        url,
        ...(body === undefined ? {} : { body }),
      });
      return {
        status,
        properties:
          (told as { properties?: Record<string, unknown> } | undefined)?.properties ?? {},
      };
    },
  };
}

/** A machine in a vault, backed up weekly, as somebody writes it down. */
function backedUp(
  args: Partial<evergreen.VirtualMachineBackupArgs> = {},
  vaultArgs: Partial<evergreen.RecoveryVaultArgs> = {},
): evergreen.VirtualMachineBackup {
  const { resourceGroupName, subnetId } = place("machines");
  const machine = new evergreen.LinuxVirtualMachine("web", {
    resourceGroupName,
    subnetId,
    image: "Canonical:ubuntu-24_04-lts:server:latest",
    adminUsername: "fleet",
    sshPublicKey: new pulumi.Config().require("sshPublicKey"),
  });
  const vault = new evergreen.RecoveryVault("backups", {
    resourceGroupName,
    immutability: evergreen.VaultImmutability.Disabled,
    protectedItemsOnDestroy: evergreen.VaultProtectedItemsOnDestroy.SoftDeleted,
    ...vaultArgs,
  });
  const policy = new evergreen.BackupPolicy("weekly", { vaultId: vault.vaultId, weekly: {} });
  return new evergreen.VirtualMachineBackup("web", {
    virtualMachineId: machine.virtualMachineId,
    vaultId: vault.vaultId,
    policyId: policy.policyId,
    ...args,
  });
}

const nothing = (): undefined => undefined;
const keyVault = { name: "fleet7keys", tenantId: "11111111-1111-4111-8111-111111111111" };

function idOfType(azure: SimulatedAzure, type: string): string {
  const [found] = azure.estate.ofType(type);
  assert.ok(found !== undefined, type);
  return found.id;
}

const itemType =
  "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems";

/** Encrypts the machine's system disk from within, by a key of the key vault. */
function encrypt(azure: SimulatedAzure): void {
  const machine = azure.estate.get(idOfType(azure, "Microsoft.Compute/virtualMachines"));
  assert.ok(machine !== undefined);
  const sourceVault = { id: idOfType(azure, "Microsoft.KeyVault/vaults") };
  const properties = machine.properties as {
    storageProfile: { osDisk: Record<string, unknown> };
  };
  const { storageProfile } = properties;
  const encryptionSettings = {
    enabled: true,
    diskEncryptionKey: { sourceVault, secretUrl: "https://fleet7keys.vault.simulated/secrets/a/1" },
    keyEncryptionKey: { sourceVault, keyUrl: "https://fleet7keys.vault.simulated/keys/a/1" },
  };
  azure.estate.put({
    ...machine,
    properties: {
      ...properties,
      storageProfile: {
        ...storageProfile,
        osDisk: { ...storageProfile.osDisk, encryptionSettings },
      },
    },
  });
}

/** Makes a backup now, and answers its job's status and error codes. */
async function backUpNow({ azure, send }: Running): Promise<unknown[]> {
  const item = idOfType(azure, itemType);
  await send("POST", `${item}/backup`, { properties: { objectType: "IaasVMBackupRequest" } });
  azure.clock.advance(12 * 3600 * 1000);
  const { properties } = await send("GET", item);
  return [properties.lastBackupStatus, properties.protectionState];
}

describe("a backed-up machine in a simulated Azure", () => {
  for (const authorization of Object.values(evergreen.KeyVaultAuthorization)) {
    it(`is read by Azure Backup although it is encrypted, by ${authorization}`, async () => {
      const running = open();
      const rolesUsed = authorization === "Roles";
      const program = (isLetIn: boolean) => () => {
        const { id } = new keyvault.Vault("keys", {
          resourceGroupName: place("keys").resourceGroupName,
          vaultName: keyVault.name,
          properties: {
            tenantId: keyVault.tenantId,
            sku: { family: "A", name: "standard" },
            enableRbacAuthorization: rolesUsed,
          },
        });
        const service = azuread.getServicePrincipalOutput({
          clientId: "262044b1-e2ce-469f-a196-69ab7ada62d3",
        });
        return backedUp(
          isLetIn
            ? {
                keyVaults: { disks: { keyVaultId: id, authorization } },
                backupServicePrincipalId: service.objectId,
              }
            : {},
        );
      };
      assert.equal((await running.run(program(false))).failure, undefined);
      encrypt(running.azure);
      assert.deepEqual(await backUpNow(running), ["Failed", "IRPending"]);
      const letIn = await running.run(program(true));
      assert.equal(letIn.failure, undefined);
      assert.deepEqual(await backUpNow(running), ["Completed", "Protected"]);
      const again = await running.run(program(true));
      assert.deepEqual([again.failure, again.changes], [undefined, []]);
      const gone = await running.run(nothing);
      assert.equal(gone.failure, undefined);
    });
  }

  it("keeps its vault, with its backups, when it is destroyed and nothing else is said", async () => {
    const running = open();
    const program = () => backedUp({}, { protectedItemsOnDestroy: "Refused" });
    assert.equal((await running.run(program)).failure, undefined);
    await backUpNow(running);
    const { failure } = await running.run(nothing);
    assert.match(failure?.message ?? "", /holds backups of "web-vm.*\[EVG-VAULT-010\]/s);
    const { properties } = await running.send("GET", idOfType(running.azure, itemType));
    assert.equal(properties.protectionState, "ProtectionStopped");
    assert.equal((properties.extendedInfo as { recoveryPointCount: number }).recoveryPointCount, 1);
  });

  it("is brought back from soft deletion by the next deployment", async () => {
    const running = open();
    const vaultOnly = (onDestroy?: evergreen.BackupOnDestroy) => () =>
      backedUp(onDestroy === undefined ? {} : { onDestroy });
    assert.equal((await running.run(vaultOnly("SoftDeleted"))).failure, undefined);
    await backUpNow(running);
    const item = idOfType(running.azure, itemType);
    const without = await running.run(() => {
      const { resourceGroupName, subnetId } = place("machines");
      new evergreen.LinuxVirtualMachine("web", {
        resourceGroupName,
        subnetId,
        image: "Canonical:ubuntu-24_04-lts:server:latest",
        adminUsername: "fleet",
        sshPublicKey: new pulumi.Config().require("sshPublicKey"),
      });
      const vault = new evergreen.RecoveryVault("backups", {
        resourceGroupName,
        immutability: "Disabled",
        protectedItemsOnDestroy: "SoftDeleted",
      });
      new evergreen.BackupPolicy("weekly", { vaultId: vault.vaultId, weekly: {} });
    });
    assert.equal(without.failure, undefined);
    assert.equal((await running.send("GET", item)).properties.isScheduledForDeferredDelete, true);
    const back = await running.run(vaultOnly());
    assert.equal(back.failure, undefined);
    const { properties } = await running.send("GET", item);
    assert.deepEqual(
      [properties.protectionState, properties.isScheduledForDeferredDelete],
      ["Protected", undefined],
    );
    assert.ok(
      back.log.some(({ message }) => message.includes("deleted softly: they are brought back")),
    );
  });
});
