import {
  selectMappings,
  type AgentAutoUpdateSetting,
  type MappingSummary,
} from "../../azure/agent-auto-update";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
import type { VaultMapping } from "./mappings";
import type { ReplicatedMachine } from "./replicated-items";
import {
  machinesOver,
  nameOf,
  type TouchedMappings,
  touchedMachinesNotes,
} from "./touched-machines";
import type { ChosenVault } from "./vaults";

/** Agent auto-update of a mapping that is to be set. */
export interface AutoUpdateChange extends PlannedChange {
  readonly vaultId: string;
  /** Names of the machines that are replicated over the mapping; null where they may not be read. */
  readonly machines: readonly string[] | null;
}

/** How the agent auto-update of vaults is going to be set. */
export interface AutoUpdatePlan extends ChangePlan {
  readonly setting: AgentAutoUpdateSetting;
  readonly changes: readonly AutoUpdateChange[];
}

/** A vault, and what of it decides what is to be changed. */
export interface VaultFacts {
  readonly vault: ChosenVault;
  /** All mappings, also those of other kinds of replication. */
  readonly mappings: readonly VaultMapping[];
  /** `undefined` where they may not be read. */
  readonly machines: readonly ReplicatedMachine[] | undefined;
}

/**
 * What has to be changed in vaults for a setting. A mapping that Azure is at work on is waited for.
 *
 * @param warnings - Sentences for whoever agrees.
 */
export function autoUpdatePlan(
  vaults: readonly VaultFacts[],
  setting: AgentAutoUpdateSetting,
  warnings: readonly string[],
): AutoUpdatePlan {
  const changes = vaults.flatMap((facts) => changesOf(facts, setting));
  const skipped = vaults.flatMap((facts) => skippedOf(facts, setting));
  return {
    title: `Agent auto-update ${describeSetting(setting)}`,
    setting,
    changes,
    skipped,
    notes: [
      ...(changes.length === 0
        ? []
        : [
            "The setting holds for all machines of the vault. No machine is restarted, and replication goes on.",
            ...touchedMachinesNotes(vaults.map((facts) => touchedOf(facts, setting))),
          ]),
      ...warnings,
    ],
  };
}

/** Whether a mapping must be changed; one that Azure is at work on is judged as it will be. */
export function mustBeSet(mapping: VaultMapping, setting: AgentAutoUpdateSetting): boolean {
  return selectMappings([asPaired(mapping)], setting).selected.length > 0;
}

/** The switch is one for the vault, so all its machines are named, whichever way they go. */
function touchedOf(facts: VaultFacts, setting: AgentAutoUpdateSetting): TouchedMappings {
  return { ...facts, mappings: facts.mappings.filter((mapping) => mustBeSet(mapping, setting)) };
}

function changesOf(
  { vault, mappings, machines }: VaultFacts,
  setting: AgentAutoUpdateSetting,
): AutoUpdateChange[] {
  return mappings
    .filter((mapping) => mustBeSet(mapping, setting))
    .map((mapping) => ({
      id: mapping.id,
      name: nameOf(vault, mapping),
      change: setting.status === "Enabled" ? "Enable" : "Disable",
      reason: `${describeBefore(mapping, setting)}${mapping.isChanging ? " Azure is at work on it, which is waited for." : ""}`,
      vaultId: vault.id,
      machines: machines === undefined ? null : machinesOver(mapping, machines),
    }));
}

function skippedOf(
  { vault, mappings }: VaultFacts,
  setting: AgentAutoUpdateSetting,
): SkippedChange[] {
  return mappings.flatMap((mapping) =>
    selectMappings([asPaired(mapping)], setting).skipped.map(({ reason }) => ({
      id: mapping.id,
      name: nameOf(vault, mapping),
      reason,
    })),
  );
}

function asPaired(mapping: VaultMapping): MappingSummary {
  return mapping.isChanging ? { ...mapping, state: "Paired" } : mapping;
}

function describeSetting({ status, automationAccountId }: AgentAutoUpdateSetting): string {
  return status === "Enabled"
    ? `enabled with ${automationAccountId?.split("/").at(-1) ?? ""}`
    : "disabled";
}

function describeBefore(mapping: VaultMapping, setting: AgentAutoUpdateSetting): string {
  const {
    agentAutoUpdateStatus = "Disabled",
    automationAccountArmId = "",
    automationAccountAuthenticationType = "",
  } = mapping;
  if (agentAutoUpdateStatus.toLowerCase() !== "enabled") {
    return "It is disabled.";
  }
  const isHealthAlone =
    setting.status === "Enabled" && !mustBeSet({ ...mapping, healthErrorCount: 0 }, setting);
  return isHealthAlone
    ? `It is not healthy: ${mapping.healthErrors[0]?.message ?? "Azure does not say why."}`
    : `It is enabled with ${automationAccountArmId.split("/").at(-1) ?? ""} (${automationAccountAuthenticationType}).`;
}
