import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import { objectsIn, textAt } from "../../arm/azure-object";
import { asObject } from "../../arm/errors";
import type { Run } from "../run/run";
import { powerWord } from "./problem";

/** A summary of an assessment or an installation, as the instance view and an operation's result tell it. */
export type PatchResult = Readonly<Record<string, unknown>>;

/** What the instance view of a machine tells of its patching. */
export interface PatchView {
  /** For example `PowerState/running`; empty where Azure tells none. */
  readonly powerState: string;
  readonly agent: {
    /** `Unknown` while it does not report. */
    readonly version: string;
    readonly isReady: boolean;
    /** What it says of itself. */
    readonly message: string;
  };
  /** `undefined` of a machine that is in no availability set. */
  readonly updateDomain: number | undefined;
  /** The last assessment or the one under way; `undefined` where Azure knows of none. */
  readonly assessment: PatchResult | undefined;
  /** The last installation or the one under way; `undefined` where Azure knows of none. */
  readonly installation: PatchResult | undefined;
  /** Whether what the patch settings ask for is switched on yet, for example `PatchModeConfigurationState/Ready`. */
  readonly configuration: readonly string[];
  /** The extension that patches; `undefined` while there is none. */
  readonly extension: PatchExtension | undefined;
}

export interface PatchExtension {
  readonly version: string;
  readonly isReady: boolean;
  /** For example `Provisioning succeeded`. */
  readonly status: string;
  readonly message: string;
}

export function patchViewUrl(machineId: string): string {
  return armUrl(machineId, virtualMachineApiVersion, "instanceView");
}

/** Reads the instance view of a machine. */
export async function readPatchView(run: Run, machineId: string): Promise<PatchView> {
  return patchViewOf((await run.client.get(patchViewUrl(machineId), run.signal)).body);
}

/** Source: Compute API, VirtualMachine_Get_InstanceView.json. */
export function patchViewOf(body: unknown): PatchView {
  const view = asObject(body) ?? {};
  const agent = asObject(view.vmAgent) ?? {};
  const [agentStatus] = objectsIn(agent.statuses);
  const patches = asObject(view.patchStatus) ?? {};
  const codes = objectsIn(view.statuses).map((each) => textAt(each, "code"));
  const domain = view.platformUpdateDomain;
  return {
    powerState: codes.find((code) => code.startsWith("PowerState/")) ?? "",
    agent: {
      version: textAt(agent, "vmAgentVersion") || "Unknown",
      isReady: isSuccess(agentStatus),
      message: textAt(agentStatus, "message") || textAt(agentStatus, "displayStatus"),
    },
    updateDomain: typeof domain === "number" ? domain : undefined,
    assessment: asObject(patches.availablePatchSummary),
    installation: asObject(patches.lastPatchInstallationSummary),
    configuration: objectsIn(patches.configurationStatuses).map((each) => textAt(each, "code")),
    extension: extensionIn(view.extensions),
  };
}

function extensionIn(extensions: unknown): PatchExtension | undefined {
  const extension = objectsIn(extensions).find((each) =>
    /^Microsoft\.CPlat\.Core\.(?:Windows|Linux)PatchExtension$/i.test(textAt(each, "type")),
  );
  const statuses = objectsIn(extension?.statuses);
  const [status] = statuses;
  return (
    extension && {
      version: textAt(extension, "typeHandlerVersion"),
      isReady: statuses.some(isSuccess),
      status: textAt(status, "displayStatus"),
      message: textAt(status, "message"),
    }
  );
}

/** Why nothing can be begun on a machine as it is now; `undefined` when nothing is in the way. */
export function obstacleIn(view: PatchView): string | undefined {
  const power = powerWord(view.powerState);
  if (power !== "running") {
    return `It is ${power} by now. Nothing was asked of it: start it and run the same command again.`;
  }
  return view.agent.isReady
    ? undefined
    : `Its agent does not report ("${view.agent.message}"). Nothing was asked of it: bring the agent back, or wait for it after a start, and run the same command again.`;
}

export function isUnderWay(result: PatchResult | undefined): boolean {
  return textAt(result, "status") === "InProgress";
}

function isSuccess(status: unknown): boolean {
  return textAt(status, "code").toLowerCase() === "provisioningstate/succeeded";
}
