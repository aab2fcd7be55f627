import { textAt } from "../../arm/azure-object";
import type { Finding } from "../../azure/finding";
import { linuxAgentFindings } from "../../azure/guest-patching";
import type { PatchedMachineRow } from "../../azure/resource-graph-queries";
import type { Run } from "../run/run";
import type { PatchMachine } from "./machines";
import { type PatchResult, type PatchView, readPatchView } from "./patch-view";

/** The agent of a machine, with what is wrong with its version. */
export type AgentView = PatchView["agent"] & { readonly findings: readonly Finding[] };

/** What the instance view of a machine tells beside Azure Resource Graph. */
export interface PatchInstanceView {
  readonly agent: AgentView;
  readonly extension: PatchView["extension"];
  /** The machine's row with what the view knows later than Azure Resource Graph. */
  readonly row: PatchedMachineRow;
}

/** Reads the instance view of one machine: the agent's version is nowhere else. */
export async function readInstanceView(
  run: Run,
  { row, settings }: PatchMachine,
): Promise<PatchInstanceView> {
  const view = await readPatchView(run, row.id);
  const { agent, extension } = view;
  return {
    agent: {
      ...agent,
      findings:
        agent.isReady && settings.operatingSystem === "Linux"
          ? linuxAgentFindings(agent.version, "vmAgent.vmAgentVersion")
          : [],
    },
    extension,
    row: {
      ...row,
      powerState: view.powerState === "" ? row.powerState : view.powerState,
      ...laterAssessment(row, view.assessment),
      ...laterInstallation(row, view.installation),
    },
  };
}

type Summary = PatchResult | undefined;

/** Azure Resource Graph is some minutes behind; the view tells one number for critical and security. */
function laterAssessment(row: PatchedMachineRow, summary: Summary): Partial<PatchedMachineRow> {
  const assessedAt = textAt(summary, "lastModifiedTime");
  if (summary === undefined || assessedAt <= row.assessedAt) {
    return {};
  }
  return {
    assessedAt,
    assessmentStatus: textAt(summary, "status"),
    rebootPending: summary.rebootPending === true,
    missingByClassification: {
      security: Number(summary.criticalAndSecurityPatchCount ?? 0),
      other: Number(summary.otherPatchCount ?? 0),
    },
    assessmentErrors: JSON.stringify(summary.error ?? null),
  };
}

function laterInstallation(row: PatchedMachineRow, summary: Summary): Partial<PatchedMachineRow> {
  const startedAt = textAt(summary, "startTime");
  if (summary === undefined || startedAt <= row.installationStartedAt) {
    return {};
  }
  const count = (name: string): number => Number(summary[name] ?? 0);
  return {
    installationStatus: textAt(summary, "status"),
    installationStartedAt: startedAt,
    installationEndedAt: textAt(summary, "lastModifiedTime"),
    installedCount: count("installedPatchCount"),
    failedCount: count("failedPatchCount"),
    pendingCount: count("pendingPatchCount"),
    excludedCount: count("excludedPatchCount"),
    notSelectedCount: count("notSelectedPatchCount"),
    maintenanceWindowExceeded: summary.maintenanceWindowExceeded === true,
    installationErrors: JSON.stringify(summary.error ?? null),
  };
}
