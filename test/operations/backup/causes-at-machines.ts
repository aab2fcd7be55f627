import { backupManagementServiceObjectId } from "../../../src/simulator/backup/key-vault-rights";
import { type BackedUp, list } from "../../simulator/backup/backed-up-estate";
import { tenantId } from "../../simulator/caller";
import { group, machine, nic, send } from "../../simulator/compute/small-estate";
import { failedExtension } from "./broken-machine";
import { backedUp, change, type DiagnosedCase, strike } from "./diagnosed-case";

async function systemDisk({ owner }: BackedUp): Promise<string> {
  const [disk] = await list(owner, `${group}/providers/Microsoft.Compute/disks`);
  return `${group}/providers/Microsoft.Compute/disks/${disk?.name ?? ""}`;
}

async function encrypt(estate: BackedUp, permissions: object, sizeInGiB = 30): Promise<void> {
  const keyVault = `${group}/providers/Microsoft.KeyVault/vaults/keys1`;
  const objectId = backupManagementServiceObjectId(tenantId);
  const accessPolicies = [{ tenantId, objectId, permissions }];
  const properties = { tenantId, sku: { family: "A", name: "standard" }, accessPolicies };
  await send(estate.owner, "PUT", keyVault, { location: "westeurope", properties });
  const source = { sourceVault: { id: keyVault } };
  const encryptionSettings = [{ diskEncryptionKey: source, keyEncryptionKey: source }];
  change(estate, await systemDisk(estate), {
    diskSizeGB: sizeInGiB,
    encryptionSettingsCollection: { enabled: true, encryptionSettings },
  });
}

/** What a machine, its disks, interfaces and keys can be made to show. */
export const causesAtMachines: readonly DiagnosedCase[] = [
  {
    check: "power-state",
    cause: async ({ owner }) => {
      await send(owner, "POST", `${machine}/deallocate`);
    },
    told: "ok: It is deallocated: its recovery points are crash-consistent.",
  },
  {
    check: "provisioning-state",
    cause: async (estate) => {
      estate.azure.faults.strike("provisioning fails", machine);
      const size = { hardwareProfile: { vmSize: "Standard_B2ms" } };
      await send(estate.owner, "PATCH", machine, { properties: size });
    },
    told: "problem: It is Failed. Azure says: An internal error occurred in the operation. | Mend what failed, then reapply the machine: `evergreen backup repair machine1`.",
  },
  {
    check: "provisioning-state",
    cause: async ({ owner }) => {
      const size = { hardwareProfile: { vmSize: "Standard_B2ms" } };
      await owner.send("PATCH", `${machine}?api-version=2024-11-01`, { properties: size });
    },
    told: "problem: It is Updating: Azure works on the machine. | Wait until it is Succeeded, and try again.",
  },
  {
    check: "agent-state",
    cause: strike("agent silent"),
    told: "problem: It is not ready. Azure says: VM Agent is unresponsive. | Restart the service walinuxagent (waagent outside Debian and Ubuntu) in the guest; `evergreen backup guest machine1` prints the commands, and those for a new installation.",
  },
  {
    check: "agent-state",
    options: { linux: { provisionVMAgent: false } },
    cause: () => undefined,
    told: "problem: The machine was made without an agent (provisionVMAgent is false). | Install the agent in the guest: `evergreen backup guest machine1` prints the commands.",
  },
  {
    check: "agent-version",
    cause: strike("agent silent"),
    told: "unknown: Azure does not know the agent's version while it is silent.",
  },
  {
    check: "agent-heartbeat",
    cause: strike("agent hangs"),
    told: "problem: It was last heard 60 minutes ago. | See that the guest runs, and restart its agent.",
  },
  {
    check: "power-heartbeat",
    cause: strike("guest shut down"),
    told: "problem: Azure says that it runs, but its agent was last heard 60 minutes ago: it may have been shut down from inside. | If the guest is down, stop the machine through Azure (`az vm deallocate --ids /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/machine1`); if it is up, restart its agent.",
  },
  {
    check: "extensions",
    cause: async (estate) => {
      await strike("extension fails", machine, 1)(estate);
      await send(estate.owner, "PUT", `${machine}/extensions/setup`, {
        location: "westeurope",
        properties: {
          publisher: "Microsoft.Azure.Extensions",
          type: "CustomScript",
          typeHandlerVersion: "2.1",
        },
      });
    },
    told: "problem: setup is Failed: Enable failed: failed to execute command: command terminated with exit status=1 | Mend setup by its own message, or delete it, and reapply the machine: `evergreen backup repair machine1`.",
  },
  {
    check: "extensions",
    options: { osProfile: { allowExtensionOperations: false } },
    cause: () => undefined,
    told: "problem: The machine takes no extensions (allowExtensionOperations is false), and Azure Backup takes its snapshots through one. | Set osProfile.allowExtensionOperations to true.",
  },
  {
    check: "snapshot-extension",
    cause: ({ azure }) => {
      azure.estate.put(failedExtension);
    },
    told: "problem: VMSnapshotLinux is Failed. | Delete VMSnapshotLinux and run an on-demand backup, which installs it again: `evergreen backup repair machine1`.",
  },
  {
    check: "ip-addresses",
    cause: async (estate) => {
      await strike("no DHCP")(estate);
      await backedUp(estate);
    },
    told: "problem: nic1 has 10.0.0.4 (dynamic in Azure). The last backup found no network: the guest may not take its address by DHCP, which Azure cannot see. | See in the guest that the interface gets its address by DHCP (on Windows `ipconfig /all`, on Linux `ip address`), and set a static address in Azure alone.",
  },
  {
    check: "ip-addresses",
    cause: (estate) => {
      const stored = estate.azure.estate.get(nic);
      const { ipConfigurations } = stored?.properties as { ipConfigurations: object[] };
      const own = { privateIPAddress: "10.0.0.9", privateIPAllocationMethod: "Static" };
      const second = { name: "second", properties: own };
      change(estate, nic, { ipConfigurations: [...ipConfigurations, second] });
    },
    told: "warning: nic1 has 10.0.0.4 (dynamic in Azure) and 10.0.0.9 (static in Azure). Secondary addresses are set in the guest by hand, which can switch DHCP off there. | See in the guest that the interface gets its address by DHCP (on Windows `ipconfig /all`, on Linux `ip address`), and set a static address in Azure alone.",
  },
  {
    check: "storage-reachable",
    cause: async (estate) => {
      const id = `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg1`;
      const properties = {
        ...{ direction: "Outbound", access: "Deny", priority: 200, protocol: "*" },
        ...{ sourceAddressPrefix: "*", sourcePortRange: "*" },
        ...{ destinationAddressPrefix: "Internet", destinationPortRange: "*" },
      };
      const body = {
        location: "westeurope",
        properties: { securityRules: [{ name: "no-internet", properties }] },
      };
      await send(estate.owner, "PUT", id, body, "2024-05-01");
      change(estate, nic, { networkSecurityGroup: { id } });
    },
    told: 'warning: The rule "no-internet" of nsg1 denies HTTPS to Azure Storage, from which the agent loads its extensions. | Allow outbound TCP 443 to the service tag Storage before that rule.',
  },
  {
    check: "storage-reachable",
    cause: async (estate) => {
      await strike("no DHCP")(estate);
      await backedUp(estate);
    },
    told: "warning: No network security group keeps the machine from Azure Storage, but the last backup found no network. | See that the guest reaches 168.63.129.16 on the ports 80, 443 and 32526; its own firewall and proxy count too.",
  },
  {
    check: "disk-count",
    cause: (estate) => {
      const { storageProfile } = estate.azure.estate.get(machine)?.properties as {
        storageProfile: object;
      };
      const dataDisks = Array.from({ length: 32 }, (_, lun) => ({
        lun,
        name: `data${lun}`,
        diskSizeGB: 8,
        createOption: "Empty",
      }));
      change(estate, machine, { storageProfile: { ...storageProfile, dataDisks } });
    },
    told: "problem: The machine has 33 disks, but Azure Backup takes at most 32. | Leave disks out, or move some to another machine.",
  },
  {
    check: "disk-size",
    cause: async (estate) => {
      change(estate, await systemDisk(estate), { diskSizeGB: 32_769 });
    },
    told: 'problem: The disk "machine1_OsDisk_1_ddf8885cdaa8584a8a08b41db55eb87f" has 32769 GiB, but Azure Backup takes a disk of at most 32768 GiB. | Split the disk, or make it smaller.',
  },
  {
    check: "disk-size",
    cause: async (estate) => {
      const all = ["get", "list", "backup"];
      await encrypt(estate, { keys: all, secrets: all }, 4097);
    },
    told: 'problem: The disk "machine1_OsDisk_1_ddf8885cdaa8584a8a08b41db55eb87f" has 4097 GiB, but Azure Backup takes an encrypted disk of at most 4096 GiB. | Split the disk, or make it smaller.',
  },
  {
    check: "key-vault",
    cause: (estate) => encrypt(estate, { keys: ["get"], secrets: [] }),
    told: 'problem: The key vault keys1 goes by access policies, and none lets the service "Backup Management Service" read and back up what encrypts the machine. | Give "Backup Management Service" get, list and backup of secrets and keys in an access policy of keys1.',
  },
];
