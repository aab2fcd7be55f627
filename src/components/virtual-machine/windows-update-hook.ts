import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../../azure/finding";
import {
  automaticUpdatesChangeFindings,
  effectivePatchMode,
  patchModeTransitionFindings,
  type GuestPatchSettings,
} from "../../azure/guest-patching";
import { refuse, settled } from "../shared/inputs";

/** What the engine tells of a machine before it changes it. */
export interface MachineChange {
  /** Name of the machine's resource. */
  readonly name: string;
  readonly oldInputs?: Readonly<Record<string, unknown>>;
  readonly newInputs?: Readonly<Record<string, unknown>>;
}

interface OsProfile {
  readonly windowsConfiguration?: {
    readonly enableAutomaticUpdates?: boolean;
    readonly patchSettings?: { readonly patchMode?: string };
  };
}

/** One for each program: several can run in one process, and each has a monitor of its own. */
const hooks = new WeakMap<object, pulumi.ResourceHook>();

/**
 * Hooks that refuse, in a preview already, what Azure takes only when it creates a machine. No
 * component knows what its machine was before; the engine does. None where no engine is, as under
 * mocks: there nothing was before.
 */
export function windowsUpdateHooks(): pulumi.ResourceHookBinding | undefined {
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined || !pulumi.runtime.hasEngine()) {
    return undefined;
  }
  const hook =
    hooks.get(monitor) ??
    new pulumi.ResourceHook("azure-evergreen-windows-updates", refuseImpossibleChange, {
      onDryRun: true,
    });
  hooks.set(monitor, hook);
  return { beforeUpdate: [hook] };
}

/** Throws when automatic updates or the patch mode would change as Azure does not let them. */
export async function refuseImpossibleChange(change: MachineChange): Promise<void> {
  // A profile is a secret as a whole, because it holds the password.
  const profiles = { before: change.oldInputs?.osProfile, after: change.newInputs?.osProfile };
  let findings: Finding[] = [];
  const judged = pulumi.output(profiles).apply(({ before, after }) => {
    findings = changeFindings(settingsOf(before), settingsOf(after));
  });
  await settled(judged);
  // Not thrown inside the output: Pulumi would show it a second time.
  refuse(`The virtual machine "${change.name}"`, findings);
}

function changeFindings(before: GuestPatchSettings, after: GuestPatchSettings): Finding[] {
  const immutable = automaticUpdatesChangeFindings(
    before.enableAutomaticUpdates,
    after.enableAutomaticUpdates,
    "patchSettings.enableAutomaticUpdates",
  );
  if (immutable.length > 0) {
    return immutable;
  }
  return patchModeTransitionFindings(
    {
      operatingSystem: "Windows",
      enableAutomaticUpdates: after.enableAutomaticUpdates,
      from: effectivePatchMode(before),
      to: effectivePatchMode(after),
    },
    "patchSettings.patchMode",
  );
}

function settingsOf(osProfile: unknown): GuestPatchSettings {
  const configuration = (osProfile as OsProfile | undefined)?.windowsConfiguration;
  return {
    operatingSystem: "Windows",
    enableAutomaticUpdates: configuration?.enableAutomaticUpdates,
    patchMode: configuration?.patchSettings?.patchMode,
  };
}
