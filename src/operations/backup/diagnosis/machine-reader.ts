import { armUrl, virtualMachineApiVersion } from "../../../arm/api";
import { azureObject, type AzureObject, objectsIn, textOf } from "../../../arm/azure-object";
import { asObject } from "../../../arm/errors";
import type {
  AgentFacts,
  DiskEncryptionFacts,
  ExtensionFacts,
  MachineFacts,
} from "../../../azure/backup-diagnosis/facts";
import type { Run } from "../../run/run";

/** A disk as its machine tells of it. */
export interface AttachedDisk {
  readonly name: string;
  /** `undefined` for a disk that is not a managed one. */
  readonly id: string | undefined;
  readonly lun: number | undefined;
  readonly sizeInGiB: number | undefined;
  readonly encryption: DiskEncryptionFacts | undefined;
}

export interface ReadMachine {
  readonly facts: MachineFacts;
  readonly disks: readonly AttachedDisk[];
}

/** Reads a machine with its instance view; `undefined` when there is none. */
export async function readMachine(run: Run, id: string): Promise<ReadMachine | undefined> {
  const url = `${armUrl(id, virtualMachineApiVersion)}&$expand=instanceView`;
  const answer = await run.client.getOrUndefined(url, run.signal);
  return answer === undefined ? undefined : readMachineOf(azureObject(answer));
}

/** Shape: VirtualMachine_Get_InstanceView.json. */
function readMachineOf({ id = "", properties, whole }: AzureObject): ReadMachine {
  const view = asObject(properties.instanceView);
  const profile = asObject(properties.osProfile);
  const storage = asObject(properties.storageProfile);
  const system = textOf(asObject(storage?.osDisk)?.osType);
  const configuration = asObject(profile?.windowsConfiguration ?? profile?.linuxConfiguration);
  const statuses = objectsIn(view?.statuses);
  const provisioning = statuses.find(({ code }) => textOf(code)?.startsWith("ProvisioningState/"));
  const power = statuses
    .map(({ code }) => /^PowerState\/(.+)$/.exec(textOf(code) ?? "")?.[1])
    .find((state) => state !== undefined);
  const times = [textOf(properties.timeCreated), textOf(provisioning?.time)]
    .flatMap((text) => dateOf(text)?.getTime() ?? [])
    .sort((one, other) => other - one);
  return {
    facts: {
      id,
      name: textOf(whole.name) ?? "",
      operatingSystem: system === "Windows" || system === "Linux" ? system : undefined,
      provisionedAt: times[0] === undefined ? undefined : new Date(times[0]),
      provisioningState: textOf(properties.provisioningState) ?? "unknown",
      provisioningMessage: textOf(provisioning?.message),
      powerState: power,
      agent: agentOf(asObject(view?.vmAgent)),
      provisionVmAgent: booleanOf(configuration?.provisionVMAgent),
      allowExtensionOperations: booleanOf(profile?.allowExtensionOperations),
      extensions: extensionsOf(whole.resources, view?.extensions),
    },
    disks: [storage?.osDisk, ...objectsIn(storage?.dataDisks)].map(diskOf),
  };
}

function agentOf(agent: Record<string, unknown> | undefined): AgentFacts | undefined {
  if (agent === undefined) {
    return undefined;
  }
  const [status] = objectsIn(agent.statuses);
  return {
    version: textOf(agent.vmAgentVersion) ?? "Unknown",
    isReady: textOf(status?.displayStatus) === "Ready",
    message: textOf(status?.message),
    heardAt: dateOf(textOf(status?.time)),
    handlerCount: objectsIn(agent.extensionHandlers).length,
  };
}

/** Extensions as the machine lists them, with what the guest reported of each. */
function extensionsOf(resources: unknown, views: unknown): ExtensionFacts[] {
  const reported = new Map(objectsIn(views).map((view) => [textOf(view.name), view]));
  return objectsIn(resources).map((extension) => {
    const properties = asObject(extension.properties);
    const name = textOf(extension.name) ?? "";
    const [status] = objectsIn(reported.get(name)?.statuses);
    const state = textOf(properties?.provisioningState) ?? "unknown";
    return {
      name,
      handler: `${textOf(properties?.publisher) ?? ""}.${textOf(properties?.type) ?? ""}`,
      provisioningState: state,
      message: state === "Succeeded" ? undefined : textOf(status?.message),
    };
  });
}

function diskOf(disk: unknown): AttachedDisk {
  const { name, lun, diskSizeGB, managedDisk, encryptionSettings } = asObject(disk) ?? {};
  return {
    name: textOf(name) ?? "",
    id: textOf(asObject(managedDisk)?.id),
    lun: numberOf(lun),
    sizeInGiB: numberOf(diskSizeGB),
    encryption: encryptionOf(asObject(encryptionSettings)),
  };
}

/** Key vaults of settings that a machine or a disk carries; `undefined` where they are not in force. */
export function encryptionOf(
  settings: Record<string, unknown> | undefined,
): DiskEncryptionFacts | undefined {
  if (settings?.enabled !== true) {
    return undefined;
  }
  // A disk has a list of them, a machine the settings themselves.
  const [keys = settings] = objectsIn(settings.encryptionSettings);
  const vaultOf = (name: string): string | undefined =>
    textOf(asObject(asObject(keys[name])?.sourceVault)?.id);
  const ids = ["diskEncryptionKey", "keyEncryptionKey"].flatMap((name) => vaultOf(name) ?? []);
  return {
    keyVaultIds: [...new Set(ids.map((id) => id.toLowerCase()))],
    keyEncryptionKeyUsed: asObject(keys.keyEncryptionKey) !== undefined,
  };
}

export function dateOf(text: string | undefined): Date | undefined {
  const date = new Date(text ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}
