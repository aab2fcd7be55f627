import assert from "node:assert/strict";
import { type Caller, subscription } from "../caller";
import { refusalOf } from "./refusal";
import { group, machine, machineBody, nic, send, ubuntu, withNetwork } from "./small-estate";

const host = `${group}/providers/Microsoft.Compute/hostGroups/hosts/hosts/host1`;
const disk = `${group}/providers/Microsoft.Compute/disks/data`;
const osDisk = {
  createOption: "FromImage",
  name: "system",
  diskSizeGB: 64,
  managedDisk: { storageAccountType: "Premium_LRS" },
};

/** What a machine is changed to, over how it was made. */
function changed(disk: object, properties: object = {}): object {
  return machineBody({
    properties: {
      storageProfile: { imageReference: ubuntu, osDisk: { ...osDisk, ...disk } },
      ...properties,
    },
  });
}

async function registerHostEncryption(owner: Caller): Promise<void> {
  const compute = `${subscription}/providers/Microsoft.Features/providers/Microsoft.Compute`;
  const path = `${compute}/features/EncryptionAtHost/register`;
  await owner.send("POST", `${path}?api-version=2015-12-01`);
  await owner.wait(3600);
  const provider = `${subscription}/providers/Microsoft.Compute/register`;
  await owner.send("POST", `${provider}?api-version=2021-04-01`);
  await owner.wait(600);
}

async function refusals(owner: Caller, bodies: readonly object[]): Promise<unknown[]> {
  const refused = [];
  for (const body of bodies) {
    refused.push(refusalOf(await send(owner, "PUT", machine, body)));
  }
  return refused;
}

describe("changes of simulated machines", () => {
  it("are refused where the disk itself is to be changed", async () => {
    const { owner } = await withNetwork();
    assert.equal((await send(owner, "PUT", machine, changed({}))).status, 201);
    const diskId = `${group}/providers/Microsoft.Compute/disks/system`;

    assert.deepEqual(
      await refusals(owner, [
        changed({ name: "other" }),
        changed({ managedDisk: { storageAccountType: "StandardSSD_LRS" } }),
      ]),
      [
        {
          status: 409,
          code: "PropertyChangeNotAllowed",
          message: "Changing property 'osDisk.name' is not allowed.",
          target: "osDisk.name",
        },
        {
          status: 409,
          code: "OperationNotAllowed",
          target: undefined,
          message:
            "Managed disk storage account type change through Virtual Machine 'machine1' is not allowed. " +
            `Please update disk resource at ${diskId}.`,
        },
      ],
    );
  });

  it("are taken of a deallocated machine alone", async () => {
    const { owner } = await withNetwork(["nic1", "nic2"]);
    await registerHostEncryption(owner);
    await send(owner, "PUT", machine, changed({}));
    const both = [nic, nic.replace("nic1", "nic2")];
    const bodies = [
      changed({ diskSizeGB: 128 }),
      changed({}, { host: { id: host } }),
      changed({}, { securityProfile: { encryptionAtHost: true } }),
      changed({}, { networkProfile: { networkInterfaces: both.map((id) => ({ id })) } }),
    ];

    assert.deepEqual(await refusals(owner, bodies), [
      {
        status: 409,
        code: "Conflict",
        message: "Disk resizing is allowed only when creating a VM or when the VM is deallocated.",
        target: "disk.diskSizeGB",
      },
      {
        status: 409,
        code: "PropertyChangeNotAllowed",
        target: undefined,
        message:
          "Updating Host of VM 'machine1' is not allowed as the VM is currently allocated. Please Deallocate " +
          "the VM and retry the operation.",
      },
      {
        status: 409,
        code: "OperationNotAllowed",
        target: undefined,
        message:
          "'securityProfile.encryptionAtHost' can be updated only when VM is in deallocated state",
      },
      {
        status: 409,
        code: "CannotAddOrRemoveNetworkInterfacesFromARunningVirtualMachine",
        target: undefined,
        message:
          "Secondary network interfaces cannot be added or removed from a running virtual machine.",
      },
    ]);
    await send(owner, "POST", `${machine}/deallocate`);
    for (const body of bodies) {
      assert.equal((await send(owner, "PUT", machine, body)).status, 200);
    }
  });

  it("are refused for keys, which stay those of the creation", async () => {
    const { owner } = await withNetwork();
    const withKey = (keyData: string): object =>
      machineBody({
        linux: { ssh: { publicKeys: [{ path: "/home/azureuser/.ssh/authorized_keys", keyData }] } },
      });
    await send(owner, "PUT", machine, withKey("ssh-ed25519 first"));

    assert.deepEqual(refusalOf(await send(owner, "PUT", machine, withKey("ssh-ed25519 second"))), {
      status: 409,
      code: "PropertyChangeNotAllowed",
      message: "Changing property 'linuxConfiguration.ssh.publicKeys' is not allowed.",
      target: "linuxConfiguration.ssh.publicKeys",
    });
  });

  it("need the feature for host encryption, also to say that there is none", async () => {
    const { owner } = await withNetwork();
    const body = changed({}, { securityProfile: { encryptionAtHost: false } });

    assert.deepEqual(refusalOf(await send(owner, "PUT", machine, body)), {
      status: 400,
      code: "InvalidParameter",
      message:
        "The property 'securityProfile.encryptionAtHost' is not valid because the " +
        "'Microsoft.Compute/EncryptionAtHost' feature is not enabled for this subscription.",
      target: "securityProfile.encryptionAtHost",
    });
  });
});

describe("simulated disks", () => {
  const body = (sku: string, diskSizeGB: number, zones?: string[]): object => ({
    location: "westeurope",
    sku: { name: sku },
    zones,
    properties: { creationData: { createOption: "Empty" }, diskSizeGB },
  });

  it("grow, and do not shrink", async () => {
    const { owner } = await withNetwork();
    await send(owner, "PUT", disk, body("Premium_LRS", 64));

    assert.deepEqual(refusalOf(await send(owner, "PUT", disk, body("Premium_LRS", 32))), {
      status: 409,
      code: "OperationNotAllowed",
      target: undefined,
      message:
        `The disk/snapshot resource with id ${disk} cannot be resized down. Reducing disk/snapshot size is not ` +
        "supported in Azure to prevent data loss. If you do need to reduce the size of the disk, please create " +
        "new snapshot/disks with the appropriate size. More information is available at https://aka.ms/AzureDisksFAQ",
    });
    assert.equal((await send(owner, "PUT", disk, body("Premium_LRS", 128))).status, 202);
  });

  it("stand in no zone when they are kept in every one", async () => {
    const { owner } = await withNetwork();

    assert.deepEqual(refusalOf(await send(owner, "PUT", disk, body("Premium_ZRS", 64, ["1"]))), {
      status: 409,
      code: "OperationNotAllowed",
      target: undefined,
      message: "A disk with sku 'Premium_ZRS' cannot be created in an availability zone.",
    });
  });
});
