import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../../azure/finding";
import {
  diskKeyChangeFindings,
  diskSizeChangeFindings,
  diskTypeChangeFindings,
  diskZoneChangeFindings,
  fixedPropertyFindings,
  securityTypeChangeFindings,
} from "../../azure/machine-change";
import { refuse, settled } from "../shared/inputs";
import { updateFlagFindings } from "./update-flag-change";

/** What the engine tells of a resource before it changes it. */
export interface ResourceChange {
  /** Name of the resource. */
  readonly name: string;
  readonly oldInputs?: Readonly<Record<string, unknown>>;
  readonly newInputs?: Readonly<Record<string, unknown>>;
}

/** Where a property stands in a resource's inputs. */
type Steps = readonly string[];

/** Values by path, of what is known before and after. */
interface Compared {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

const machineSteps: Readonly<Record<string, Steps>> = {
  image: ["storageProfile", "imageReference"],
  adminUsername: ["osProfile", "adminUsername"],
  adminPassword: ["osProfile", "adminPassword"],
  sshPublicKey: ["osProfile", "linuxConfiguration", "ssh", "publicKeys"],
  customData: ["osProfile", "customData"],
  computerName: ["osProfile", "computerName"],
  timeZone: ["osProfile", "windowsConfiguration", "timeZone"],
  zone: ["zones", "0"],
  "placement.availabilitySetId": ["availabilitySet", "id"],
  "placement.faultDomain": ["platformFaultDomain"],
  "osDisk.name": ["storageProfile", "osDisk", "name"],
  "osDisk.ephemeralPlacement": ["storageProfile", "osDisk", "diffDiskSettings", "placement"],
  "osDisk.storageType": ["storageProfile", "osDisk", "managedDisk", "storageAccountType"],
  "osDisk.diskEncryptionSetId": [
    "storageProfile",
    "osDisk",
    "managedDisk",
    "diskEncryptionSet",
    "id",
  ],
  "osDisk.sizeInGigabytes": ["storageProfile", "osDisk", "diskSizeGB"],
  "security.confidentialDiskEncryption": [
    "storageProfile",
    "osDisk",
    "managedDisk",
    "securityProfile",
    "securityEncryptionType",
  ],
  "security.type": ["securityProfile", "securityType"],
  windowsConfiguration: ["osProfile", "windowsConfiguration"],
};

const diskSteps: Readonly<Record<string, Steps>> = {
  sizeInGigabytes: ["diskSizeGB"],
  storageType: ["sku", "name"],
  diskEncryptionSetId: ["encryption", "diskEncryptionSetId"],
  zone: ["zones", "0"],
};

/** Hooks of one program: several can run in one process, and each has a monitor of its own. */
const hooks = new WeakMap<object, Map<string, pulumi.ResourceHook>>();

/**
 * Hooks that refuse, in a preview already, what Azure takes only when it creates a machine. No
 * component knows what its machine was before; the engine does. None where no engine is, as under
 * mocks: there nothing was before.
 */
export function machineHooks(): pulumi.ResourceHookBinding | undefined {
  return hookNamed("azure-evergreen-machine-changes", refuseImpossibleMachineChange);
}

/** Hooks that refuse, in a preview already, what Azure has no way for with a disk. */
export function diskHooks(): pulumi.ResourceHookBinding | undefined {
  return hookNamed("azure-evergreen-disk-changes", refuseImpossibleDiskChange);
}

function hookNamed(
  name: string,
  refuseChange: (change: ResourceChange) => Promise<void>,
): pulumi.ResourceHookBinding | undefined {
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined || !pulumi.runtime.hasEngine()) {
    return undefined;
  }
  const own = hooks.get(monitor) ?? new Map<string, pulumi.ResourceHook>();
  const hook = own.get(name) ?? new pulumi.ResourceHook(name, refuseChange, { onDryRun: true });
  hooks.set(monitor, own.set(name, hook));
  return { beforeUpdate: [hook] };
}

/** Throws when a machine would change as Azure does not let it. */
export async function refuseImpossibleMachineChange(change: ResourceChange): Promise<void> {
  const compared = await compare(change, machineSteps);
  const { before, after } = compared;
  refuse(`The virtual machine "${change.name}"`, [
    ...fixedPropertyFindings(before, after),
    ...judged(compared, "security.type", securityTypeChangeFindings),
    ...judged(compared, "osDisk.sizeInGigabytes", diskSizeChangeFindings),
    ...judged(compared, "windowsConfiguration", updateFlagFindings),
  ]);
}

/** Throws when a data disk would change as Azure does not let it. */
export async function refuseImpossibleDiskChange(change: ResourceChange): Promise<void> {
  const compared = await compare(change, diskSteps);
  refuse(`The data disk "${change.name}"`, [
    ...judged(compared, "sizeInGigabytes", diskSizeChangeFindings),
    ...judged(compared, "storageType", diskTypeChangeFindings),
    ...judged(compared, "diskEncryptionSetId", diskKeyChangeFindings),
    ...judged(compared, "zone", diskZoneChangeFindings),
  ]);
}

/** What a rule finds in a property that is known before and after. */
function judged<T>(
  { before, after }: Compared,
  path: string,
  find: (before: T, after: T, path: string) => readonly Finding[],
): readonly Finding[] {
  return path in before && path in after ? find(before[path] as T, after[path] as T, path) : [];
}

/** The values of some properties before and after; those that are not known in a preview are left out. */
async function compare(
  { oldInputs, newInputs }: ResourceChange,
  paths: Readonly<Record<string, Steps>>,
): Promise<Compared> {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  await Promise.all(
    Object.entries(paths).flatMap(([path, steps]) =>
      (
        [
          [oldInputs, before],
          [newInputs, after],
        ] as const
      ).map(([inputs, values]) =>
        settled(
          pulumi.output({ value: valueAt(inputs, steps) }).apply(({ value }) => {
            values[path] = readable(value);
          }),
        ),
      ),
    ),
  );
  return { before, after };
}

/** The value at a path, an output where a part on the way is one: a profile is a secret as a whole. */
function valueAt(value: unknown, steps: Steps): unknown {
  if (pulumi.Output.isInstance(value)) {
    return pulumi.output({ value }).apply(({ value: known }) => valueAt(known, steps));
  }
  const [step, ...rest] = steps;
  if (step === undefined || pulumi.isUnknown(value)) {
    return value;
  }
  return typeof value === "object" && value !== null
    ? valueAt((value as Readonly<Record<string, unknown>>)[step], rest)
    : undefined;
}

/** An image as the user writes it, and everything else as it is. */
function readable(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("publisher" in value)) {
    return value;
  }
  const { publisher, offer, sku, version } = value as Readonly<Record<string, unknown>>;
  return [publisher, offer, sku, version].join(":");
}
