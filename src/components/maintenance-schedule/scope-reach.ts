import * as pulumi from "@pulumi/pulumi";
import { filterReach, type Reach } from "../../azure/dynamic-scope";
import { unpatchableMachineFindings } from "../../azure/dynamic-scope-rules";
import type { Finding } from "../../azure/finding";
import { isPlain } from "../shared/inputs";
import { whenKnown, type KnownMachine } from "../virtual-machine/known-machines";
import type { MaintenanceScheduleDynamicScopeArgs } from "./assignments";

/** A filter of which everything is known. */
export type KnownScope = pulumi.Unwrap<MaintenanceScheduleDynamicScopeArgs>;

/** What is known of a machine of the program. */
export interface MachineFacts {
  readonly machine: KnownMachine;
  readonly resourceGroupName: string | undefined;
  readonly location: string | undefined;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly patching: { readonly patchMode?: string; readonly bypass?: boolean } | undefined;
}

const machineType = "Microsoft.Compute/virtualMachines";

/** What is known of a machine from plain arguments alone. */
export function plainFacts(machine: KnownMachine): MachineFacts {
  const { resourceGroupName, location, tags, patching } = inputsOf(machine);
  return {
    machine,
    resourceGroupName: plain(resourceGroupName),
    location: plain(location),
    tags: plain(tags),
    patching: plain(patching),
  };
}

/** What is known of a machine when its arguments are. */
export async function factsWhenKnown(machine: KnownMachine): Promise<MachineFacts> {
  const inputs = inputsOf(machine);
  const [resourceGroupName, location, tags, patching] = await Promise.all([
    whenKnown(inputs.resourceGroupName),
    whenKnown(inputs.location),
    whenKnown(inputs.tags),
    whenKnown(inputs.patching),
  ]);
  return { machine, resourceGroupName, location, tags, patching };
}

/** Whether a machine of the scope's subscription fits a dynamic scope. */
export function scopeReach(scope: KnownScope, facts: MachineFacts): Reach {
  const { resourceGroupName: group } = scope;
  const planned = {
    type: machineType,
    operatingSystem: facts.machine.operatingSystem,
    resourceGroupName: facts.resourceGroupName,
    location: facts.location,
    tags: facts.tags,
  };
  const reaches = [
    filterReach({ resourceTypes: [machineType], ...scope }, planned),
    ...(group === undefined ? [] : [filterReach({ resourceGroups: [group] }, planned)]),
  ];
  const least = (["Missed", "NotKnown"] as const).find((reach) => reaches.includes(reach));
  return least ?? "Reached";
}

/** Refuses a machine that fits a dynamic scope and that no schedule can patch. */
export function patchabilityFindings({ machine, patching }: MachineFacts, path: string): Finding[] {
  return patching === undefined
    ? []
    : unpatchableMachineFindings({ name: machine.name, ...patching }, path);
}

function inputsOf(machine: KnownMachine) {
  const { settings, resourceGroupName, tags = {} } = machine;
  const { patchMode, bypassPlatformSafetyChecksOnUserSchedule: bypass } = settings;
  return {
    resourceGroupName,
    location: machine.location ?? defaultLocation(machine),
    tags,
    patching: {
      ...(patchMode !== undefined && { patchMode }),
      ...(bypass !== undefined && { bypass }),
    },
  };
}

/** The stack's region; of a provider that the program made it is not known. */
function defaultLocation({ provider }: KnownMachine): string | undefined {
  return provider === undefined ? new pulumi.Config("azure-native").get("location") : undefined;
}

function plain<T>(value: T): pulumi.Unwrap<T> | undefined {
  return isPlain(value) ? (value as pulumi.Unwrap<T>) : undefined;
}
