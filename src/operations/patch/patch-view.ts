import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import { asObject } from "../../arm/errors";
import type { Run } from "../run/run";
import { listAt, textAt } from "./instance-view";
import { powerWord } from "./problem";

/** A summary of an assessment or an installation, as the instance view and an operation's result tell it. */
export type PatchResult = Readonly<Record<string, unknown>>;

/** What the instance view of a machine tells whoever is about to change it. */
export interface PatchView {
  /** For example `running`. */
  readonly powerState: string;
  readonly isAgentReady: boolean;
  /** What the agent says of itself. */
  readonly agentMessage: string;
  /** `undefined` of a machine that is in no availability set. */
  readonly updateDomain: number | undefined;
  /** The last assessment or the one under way; `undefined` where Azure knows of none. */
  readonly assessment: PatchResult | undefined;
  /** The last installation or the one under way; `undefined` where Azure knows of none. */
  readonly installation: PatchResult | undefined;
  /** Whether what the patch settings ask for is switched on yet, for example `PatchModeConfigurationState/Ready`. */
  readonly configuration: readonly string[];
  /** Whether the extension that patches is there and well. */
  readonly isExtensionReady: boolean;
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
  const patches = asObject(view.patchStatus) ?? {};
  const [agent] = listAt(view.vmAgent, "statuses");
  const codes = listAt(view, "statuses").map((each) => textAt(each, "code"));
  const extension = listAt(view, "extensions").find((each) =>
    /^Microsoft\.CPlat\.Core\.(?:Windows|Linux)PatchExtension$/i.test(textAt(each, "type")),
  );
  const domain = view.platformUpdateDomain;
  return {
    powerState: powerWord(codes.find((code) => code.startsWith("PowerState/")) ?? ""),
    isAgentReady: isSuccess(agent),
    agentMessage: textAt(agent, "message"),
    updateDomain: typeof domain === "number" ? domain : undefined,
    assessment: asObject(patches.availablePatchSummary),
    installation: asObject(patches.lastPatchInstallationSummary),
    configuration: listAt(patches, "configurationStatuses").map((each) => textAt(each, "code")),
    isExtensionReady: listAt(extension, "statuses").some(isSuccess),
  };
}

/** Why nothing can be begun on a machine as it is now; `undefined` when nothing is in the way. */
export function obstacleIn(view: PatchView): string | undefined {
  if (view.powerState !== "running") {
    return `It is ${view.powerState} by now. Nothing was asked of it: start it and run the same command again.`;
  }
  return view.isAgentReady
    ? undefined
    : `Its agent does not report ("${view.agentMessage}"). Nothing was asked of it: bring the agent back, or wait for it after a start, and run the same command again.`;
}

export function isUnderWay(result: PatchResult | undefined): boolean {
  return textAt(result, "status") === "InProgress";
}

function isSuccess(status: unknown): boolean {
  return textAt(status, "code").toLowerCase() === "provisioningstate/succeeded";
}
