import type { ArmRequest } from "../arm/transport";
import { asObject } from "../arm/errors";
import { sameId } from "../azure/resource-id";
import {
  containsUnknown,
  isUnknown,
  type Properties,
  type PropertyChange,
} from "../plugin/handlers";
import { siteRecoveryUrl } from "../arm/api";
import { objectsIn, textOf, type AzureObject } from "../arm/azure-object";
import { diskFields, diskNameFields, itemFields } from "./protected-item-fields";
import { settingsFailures } from "./protected-item-rules";
import { changedInterfaces, interfacesDiffer, interfacesHeld } from "./protected-item-interfaces";
import { differingFields, heldFields, sentFields, type SettingsField } from "./settings-fields";
import type { ChangeableProperty } from "./site-recovery-kind";

const property = "settings";

/** What is replicated, and the machine that a failover makes of it. */
export const itemSettings: ChangeableProperty = {
  name: property,
  normalize: (value) => value,
  failures: (value) => (isUnknown(value) ? [] : settingsFailures(value, property)),
  changes: settingsChanges,
};

/** What Azure holds. */
export function settingsHeld({ properties }: AzureObject): Properties {
  const details = asObject(properties.providerSpecificDetails) ?? {};
  const disks = objectsIn(details.protectedManagedDisks).map((disk) =>
    heldFields([...diskFields, ...diskNameFields], disk),
  );
  const networkInterfaces = interfacesHeld(objectsIn(details.vmNics));
  return {
    ...heldFields(itemFields, details),
    ...(disks.length === 0 ? {} : { disks }),
    ...(networkInterfaces.length === 0 ? {} : { networkInterfaces }),
  };
}

/** The details with which replication is enabled. What they have no place for is set afterwards. */
export function enablingDetails(settings: Properties): Properties {
  const fields = itemFields.flatMap((field): SettingsField[] =>
    field.created === undefined ? [] : [{ ...field, sent: field.created }],
  );
  const { recoveryExtendedLocation, ...details } = sentFields(fields, settings);
  return {
    instanceType: "A2A",
    ...details,
    ...(recoveryExtendedLocation !== undefined && {
      recoveryExtendedLocation: { ...recoveryExtendedLocation, type: "EdgeZone" },
    }),
    vmManagedDisks: disksSent(settings, objectsIn(settings.disks)),
  };
}

/** Whether a setting has its place only in a change, so that an interrupted deployment leaves it unset. */
export function isSetAfterwards(path: string): boolean {
  const name = path.split(".")[1];
  return (
    name === "networkInterfaces" ||
    name?.startsWith("disks[") === true ||
    itemFields.some((field) => field.name === name && field.created === undefined)
  );
}

/** The requests that lead from what Azure holds to what is asked for. None of them copies a disk again. */
export function settingsRequests(id: string, object: AzureObject, asked: Properties): ArmRequest[] {
  const held = settingsHeld(object);
  const action = (verb: string, details: Properties): ArmRequest => ({
    method: "POST",
    url: siteRecoveryUrl(id, verb),
    body: { properties: { providerSpecificDetails: { instanceType: "A2A", ...details } } },
  });
  const heldDisks = objectsIn(held.disks);
  const askedDisks = objectsIn(asked.disks);
  const added = askedDisks.filter((disk) => sameDisk(heldDisks, disk) === undefined);
  const removed = azureAddsDisks(held, asked)
    ? []
    : heldDisks.filter((disk) => sameDisk(askedDisks, disk) === undefined);
  const changed = askedDisks.flatMap((disk) => {
    const before = sameDisk(heldDisks, disk);
    const differs = namesDiffer(before ?? {}, disk) || diskDiffers(before, disk);
    return differs ? [{ ...before, ...disk }] : [];
  });
  const requests: ArmRequest[] = [];
  if (added.length > 0) {
    requests.push(action("addDisks", { vmManagedDisks: disksSent({ ...held, ...asked }, added) }));
  }
  if (removed.length > 0) {
    requests.push(
      action("removeDisks", { vmManagedDisksIds: removed.map(({ diskId }) => diskId) }),
    );
  }
  const others = Object.keys(settingsChanges(held, asked)).some((path) => !path.endsWith(".disks"));
  if (others || changed.length > 0) {
    const body = changeBody(object, { ...held, ...asked }, changed);
    requests.push({ method: "PATCH", url: siteRecoveryUrl(id), body });
  }
  return requests;
}

/** Everything is repeated: Azure may take what a change leaves out as empty. */
function changeBody(object: AzureObject, settings: Properties, disks: Properties[]): unknown {
  const at = (place: "properties" | "details") =>
    sentFields(
      itemFields.filter((field) => field.place === place),
      settings,
    );
  const typed = [...diskFields.filter(({ fixed }) => fixed !== true), ...diskNameFields];
  const details = asObject(object.properties.providerSpecificDetails) ?? {};
  const vmNics = changedInterfaces(
    objectsIn(details.vmNics),
    objectsIn(settings.networkInterfaces),
  );
  return {
    properties: {
      ...at("properties"),
      ...(vmNics.length === 0 ? {} : { vmNics }),
      providerSpecificDetails: {
        instanceType: "A2A",
        ...at("details"),
        ...(disks.length === 0
          ? {}
          : { managedDiskUpdateDetails: disks.map((disk) => sentFields(typed, disk)) }),
      },
    },
  };
}

function settingsChanges(left: unknown, right: unknown): Record<string, PropertyChange> {
  if (isUnknown(right)) {
    return { [property]: "update" };
  }
  const before = asObject(left) ?? {};
  const after = asObject(right) ?? {};
  const changes: Record<string, PropertyChange> = {};
  for (const field of differingFields(itemFields, before, after)) {
    const replaces = field.fixed === true && !containsUnknown(after[field.name]);
    changes[`${property}.${field.name}`] = replaces ? "update-replace" : "update";
  }
  const disks = disksChange(objectsIn(before.disks), after.disks, azureAddsDisks(before, after));
  if (disks !== undefined) {
    changes[`${property}.disks`] = disks;
  }
  // Told apart from the disks, because a deployment that is killed before they are set leaves them unset.
  objectsIn(after.disks).forEach((disk, i) => {
    const held = sameDisk(objectsIn(before.disks), disk) ?? {};
    for (const { name } of differingFields(diskNameFields, held, disk)) {
      changes[`${property}.disks[${i}].${name}`] = "update";
    }
  });
  if (
    after.networkInterfaces !== undefined &&
    (containsUnknown(after.networkInterfaces) ||
      interfacesDiffer(objectsIn(before.networkInterfaces), objectsIn(after.networkInterfaces)))
  ) {
    changes[`${property}.networkInterfaces`] = "update";
  }
  return changes;
}

/** Disks come and go in place; only another cache or encryption of one needs replication from the beginning. */
function disksChange(
  before: readonly Properties[],
  after: unknown,
  moreMayBe: boolean,
): PropertyChange | undefined {
  if (after === undefined) {
    return undefined;
  }
  if (containsUnknown(after)) {
    return "update";
  }
  const asked = objectsIn(after);
  const fixed = diskFields.filter((field) => field.fixed === true);
  const isReplaced = asked.some((disk) => {
    const held = sameDisk(before, disk);
    return held !== undefined && differingFields(fixed, held, disk).length > 0;
  });
  if (isReplaced) {
    return "update-replace";
  }
  const isChanged =
    (!moreMayBe && asked.length < before.length) ||
    asked.some((disk) => {
      const held = sameDisk(before, disk);
      return held === undefined || diskDiffers(held, disk);
    });
  return isChanged ? "update" : undefined;
}

/** Whether Azure replicates disks of its own accord, which a program does not know of and must not take off. */
function azureAddsDisks(held: Properties, asked: Properties): boolean {
  const name = "autoProtectionOfDataDisksEnabled";
  return (asked[name] ?? held[name]) === true;
}

function diskDiffers(held: Properties | undefined, asked: Properties): boolean {
  return held !== undefined && differingFields(diskFields, held, asked).length > 0;
}

function namesDiffer(held: Properties, asked: Properties): boolean {
  return differingFields(diskNameFields, held, asked).length > 0;
}

function sameDisk(disks: readonly Properties[], { diskId }: Properties): Properties | undefined {
  return disks.find((disk) => sameId(textOf(disk.diskId) ?? "", textOf(diskId) ?? ""));
}

function disksSent(settings: Properties, disks: readonly Properties[]): Properties[] {
  const { recoveryResourceGroupId } = settings;
  return disks.map((disk) => ({ ...sentFields(diskFields, disk), recoveryResourceGroupId }));
}
