import type { ArmResponse, HttpMethod } from "../../../src/arm/transport";
import type { SimulatedAzure } from "../../../src/simulator/index";
import { type Caller, callerOf, newAzure, newGroup, subscription } from "../caller";

export const group = `${subscription}/resourceGroups/rg`;
export const network = `${group}/providers/Microsoft.Network/virtualNetworks/network1`;
export const nic = `${group}/providers/Microsoft.Network/networkInterfaces/nic1`;
export const machine = `${group}/providers/Microsoft.Compute/virtualMachines/machine1`;
export const today = "2024-11-01";

export const ubuntu = {
  publisher: "Canonical",
  offer: "0001-com-ubuntu-server-jammy",
  sku: "22_04-lts-gen2",
  version: "latest",
};
export const windows = {
  publisher: "MicrosoftWindowsServer",
  offer: "WindowsServer",
  sku: "2019-Datacenter",
  version: "latest",
};

interface MachineOptions {
  readonly imageReference?: object;
  readonly nics?: readonly string[];
  /** What `osProfile.windowsConfiguration` or `linuxConfiguration` holds. */
  readonly windows?: object;
  readonly linux?: object;
  readonly osProfile?: object;
  readonly properties?: object;
}

/** The body of a machine; Linux with a password unless something else is asked for. */
export function machineBody(options: MachineOptions = {}): object {
  const isWindows = options.windows !== undefined;
  return {
    location: "westeurope",
    properties: {
      hardwareProfile: { vmSize: "Standard_B2s" },
      storageProfile: {
        imageReference: options.imageReference ?? (isWindows ? windows : ubuntu),
        osDisk: { createOption: "FromImage" },
      },
      osProfile: {
        computerName: "machine1",
        adminUsername: "azureuser",
        adminPassword: "correct horse battery staple 1",
        ...(isWindows
          ? { windowsConfiguration: options.windows }
          : { linuxConfiguration: options.linux ?? {} }),
        ...options.osProfile,
      },
      networkProfile: { networkInterfaces: (options.nics ?? [nic]).map((id) => ({ id })) },
      ...options.properties,
    },
  };
}

/** Sends a request and lets work that it begins run to the end. */
export async function send(
  caller: Caller,
  method: HttpMethod,
  id: string,
  body?: object,
  version = today,
): Promise<ArmResponse> {
  const answer = await caller.send(method, `${id}?api-version=${version}`, body);
  if (answer.headers["azure-asyncoperation"] !== undefined) {
    await caller.wait(120);
  }
  return answer;
}

export async function propertiesOf(
  caller: Caller,
  id: string,
  version = today,
): Promise<Record<string, unknown>> {
  const { body } = await caller.send("GET", `${id}?api-version=${version}`);
  return (body as { properties: Record<string, unknown> }).properties;
}

/** A group with a network of one subnet, and network interfaces in it. */
export async function withNetwork(
  nics: readonly string[] = ["nic1"],
  options: Parameters<typeof newAzure>[0] = {},
): Promise<{
  azure: SimulatedAzure;
  owner: Caller;
}> {
  const azure = newAzure(options);
  const owner = callerOf(azure, "Owner");
  await newGroup(owner);
  await send(
    owner,
    "PUT",
    network,
    {
      location: "westeurope",
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "subnet1", properties: { addressPrefix: "10.0.0.0/24" } }],
      },
    },
    "2024-05-01",
  );
  await addInterfaces(owner, nics);
  return { azure, owner };
}

/** Network interfaces in the subnet of {@linkcode withNetwork}. */
export async function addInterfaces(owner: Caller, nics: readonly string[]): Promise<void> {
  for (const name of nics) {
    await send(
      owner,
      "PUT",
      nic.replace("nic1", name),
      {
        location: "westeurope",
        properties: {
          ipConfigurations: [
            { name: "main", properties: { subnet: { id: `${network}/subnets/subnet1` } } },
          ],
        },
      },
      "2024-05-01",
    );
  }
}
