import { asObject, type JsonObject, valueAt } from "../json";
import { unknownMember } from "./compute-errors";
import { configurationName, operatingSystemOf } from "./patch-settings";

interface Member {
  /** Path below `osProfile`, with `{os}` for the operating system's block. */
  readonly path: string;
  readonly operatingSystem?: "Windows" | "Linux";
  /** First api-version that knows it; `undefined` when none does. */
  readonly since?: string;
  /** Azure's name of the object that holds it. */
  readonly type: { readonly Windows: string; readonly Linux: string };
}

const configuration = { Windows: "WindowsConfiguration", Linux: "LinuxConfiguration" };
const patchSettings = { Windows: "PatchSettings", Linux: "LinuxPatchSettings" };

/**
 * From when on the properties of guest patching exist. Sources: learn.microsoft.com
 * virtual-machines/automatic-vm-guest-patching of 02/17/2021 (2020-06-01 for Windows with limits,
 * 2020-12-01) and of today (2021-03-01 for all of it); Azure/azure-rest-api-specs pull requests 11768
 * (2020-12-01) and 18581 (2022-03-01).
 */
const members: readonly Member[] = [
  {
    path: "{os}.patchSettings",
    operatingSystem: "Windows",
    since: "2020-06-01",
    type: configuration,
  },
  {
    path: "{os}.patchSettings",
    operatingSystem: "Linux",
    since: "2020-12-01",
    type: configuration,
  },
  {
    path: "{os}.patchSettings.enableHotpatching",
    operatingSystem: "Windows",
    since: "2020-12-01",
    type: patchSettings,
  },
  { path: "{os}.patchSettings.enableHotpatching", operatingSystem: "Linux", type: patchSettings },
  { path: "{os}.patchSettings.assessmentMode", since: "2021-03-01", type: patchSettings },
  {
    path: "{os}.patchSettings.automaticByPlatformSettings",
    since: "2022-03-01",
    type: patchSettings,
  },
  { path: "{os}.enableAutomaticUpdates", operatingSystem: "Linux", type: configuration },
];

const timeCreatedSince = "2021-11-01";

/** Refuses a body with a property that its api-version does not know. */
export function requireKnownMembers(apiVersion: string, machine: unknown): void {
  for (const { path, type } of unknownIn(apiVersion, machine)) {
    const full = `properties.osProfile.${path}`;
    if (valueAt(machine, full) !== undefined) {
      const member = full.slice(full.lastIndexOf(".") + 1);
      throw unknownMember(member, type[operatingSystemOf(machine)], full);
    }
  }
}

/** A machine as an api-version shows it: without what it does not know. */
export function shapedFor(apiVersion: string, machine: JsonObject): JsonObject {
  let shaped = machine;
  for (const { path } of unknownIn(apiVersion, machine)) {
    shaped = withoutPath(shaped, ["properties", "osProfile", ...path.split(".")]);
  }
  return apiVersion < timeCreatedSince
    ? withoutPath(shaped, ["properties", "timeCreated"])
    : shaped;
}

function unknownIn(apiVersion: string, machine: unknown): Member[] {
  const system = operatingSystemOf(machine);
  return members
    .filter(
      ({ operatingSystem, since }) =>
        (operatingSystem === undefined || operatingSystem === system) &&
        (since === undefined || apiVersion < since),
    )
    .map((member) => ({
      ...member,
      path: member.path.replace("{os}", configurationName(system)),
    }));
}

function withoutPath(value: JsonObject, [head = "", ...rest]: readonly string[]): JsonObject {
  if (value[head] === undefined) {
    return value;
  }
  const { [head]: inner, ...others } = value;
  return rest.length === 0 ? others : { ...others, [head]: withoutPath(asObject(inner), rest) };
}
