import { asObject } from "../../arm/errors";
import type { Finding } from "../../azure/finding";
import { linuxAgentFindings } from "../../azure/guest-patching";
import type { PatchedMachineRow } from "../../azure/resource-graph-queries";
import type { Run } from "../run/run";
import type { PatchMachine } from "./machines";

/** The agent of a machine. */
export interface AgentView {
  /** `Unknown` while it does not report. */
  readonly version: string;
  readonly isReady: boolean;
  /** What it says of itself. */
  readonly message: string;
  /** What is wrong with its version. */
  readonly findings: readonly Finding[];
}

/** What the instance view of a machine tells of its patches beside Azure Resource Graph. */
export interface PatchInstanceView {
  readonly agent: AgentView;
  /** The extension that patches; `undefined` while there is none. */
  readonly extension:
    { readonly version: string; readonly status: string; readonly message: string } | undefined;
  /** Whether what the patch settings ask for is switched on yet, for example `PatchModeConfigurationState/Ready`. */
  readonly configuration: readonly string[];
  /** The machine's row with what the view knows later than Azure Resource Graph. */
  readonly row: PatchedMachineRow;
}

/**
 * Reads the instance view of one machine: the agent's version is nowhere else.
 *
 * Source: Compute API, VirtualMachine_Get_InstanceView.json.
 */
export async function readInstanceView(
  run: Run,
  { row, settings }: PatchMachine,
): Promise<PatchInstanceView> {
  const { body } = await run.client.get(
    `${row.id}/instanceView?api-version=2024-11-01`,
    run.signal,
  );
  const view = asObject(body) ?? {};
  const patches = asObject(view.patchStatus) ?? {};
  const version = textAt(view.vmAgent, "vmAgentVersion") || "Unknown";
  const [agentStatus] = listAt(view.vmAgent, "statuses");
  const isReady = textAt(agentStatus, "code").toLowerCase() === "provisioningstate/succeeded";
  const extension = listAt(view, "extensions").find((each) =>
    /^Microsoft\.CPlat\.Core\.(?:Windows|Linux)PatchExtension$/i.test(textAt(each, "type")),
  );
  const [extensionStatus] = listAt(extension, "statuses");
  return {
    agent: {
      version,
      isReady,
      message: textAt(agentStatus, "message") || textAt(agentStatus, "displayStatus"),
      findings:
        isReady && settings.operatingSystem === "Linux"
          ? linuxAgentFindings(version, "vmAgent.vmAgentVersion")
          : [],
    },
    extension:
      extension === undefined
        ? undefined
        : {
            version: textAt(extension, "typeHandlerVersion"),
            status: textAt(extensionStatus, "displayStatus"),
            message: textAt(extensionStatus, "message"),
          },
    configuration: listAt(patches, "configurationStatuses").map((each) => textAt(each, "code")),
    row: {
      ...row,
      powerState:
        listAt(view, "statuses")
          .map((each) => textAt(each, "code"))
          .find((code) => code.startsWith("PowerState/")) ?? row.powerState,
      ...laterAssessment(row, asObject(patches.availablePatchSummary)),
      ...laterInstallation(row, asObject(patches.lastPatchInstallationSummary)),
    },
  };
}

type Summary = ReturnType<typeof asObject>;

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

/** A text of an object; empty where there is none. */
export function textAt(value: unknown, name: string): string {
  const text = asObject(value)?.[name];
  return typeof text === "string" ? text : "";
}

/** A list of an object; empty where there is none. */
export function listAt(value: unknown, name: string): readonly unknown[] {
  const list = asObject(value)?.[name];
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}
