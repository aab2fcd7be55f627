import { armUrl, virtualMachineApiVersion } from "../../arm/api";
import { textAt } from "../../arm/azure-object";
import { asObject } from "../../arm/errors";
import type { Finding } from "../../azure/finding";
import { derivePatchSettings } from "../../azure/guest-patching";
import { platformSettingsFindings, wordFindings } from "../../azure/patch-setting-rules";
import { type ChangeEnd, changeEach } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import { begin, watch } from "../run/long-running";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import { modePlan, type ModePlan, type PlannedModeChange, type WantedMode } from "./mode-plan";
import { type PatchView, patchViewOf, patchViewUrl } from "./patch-view";
import { planFor, type PlanInput } from "./planned-fleet";
import { powerWord } from "./problem";

/** Who is to patch which machines. */
export interface ModeInput extends PlanInput, WantedMode {}

/**
 * Plans to let machines be patched by somebody else. Reads and changes nothing. Machines that cannot
 * change so are left out, each with the rule and what to do.
 */
export function planPatchMode(options: OperationOptions, input: ModeInput): Promise<ModePlan> {
  return planFor(options, input, modeFindings(input), (fleet) => modePlan(fleet, input));
}

function modeFindings({ patchedBy, rebootSetting, assessmentMode }: WantedMode): Finding[] {
  const { patchMode = "" } = derivePatchSettings("Windows", patchedBy);
  const settings = { operatingSystem: "Windows", rebootSetting, assessmentMode } as const;
  return [...wordFindings(settings, ""), ...platformSettingsFindings(settings, patchMode, "")];
}

/**
 * Switches machines to another patch mode by a plan: nothing of a machine but its patch settings is
 * sent. One that has them by now is left alone.
 */
export function setPatchMode(options: OperationOptions, plan: ModePlan): Promise<ChangeReport> {
  return inRun(options, (run) =>
    changeEach(run, plan, async (change) => {
      const end = await switchMode(run, change);
      const waits = plan.wait && change.bringsExtension && end.state === "succeeded";
      return waits ? awaitSwitchedOn(run, change) : end;
    }),
  );
}

/** Between two looks at a machine that is being updated, in milliseconds. */
const pauseBetweenLooks = 10_000;

/** Between two looks at what Azure switches on in hours, in milliseconds. */
const pauseBetweenViews = 60_000;

async function switchMode(run: Run, change: PlannedModeChange): Promise<ChangeEnd> {
  const { id, configuration, patchSettings } = change;
  const url = armUrl(id, virtualMachineApiVersion);
  const found = await watch(run, url, ({ body }) => idleMachine(body), pauseBetweenLooks);
  if (found.state !== "seen") {
    return found;
  }
  const properties = asObject(found.seen.properties);
  const profile = asObject(properties?.osProfile);
  const isSo = holds(asObject(asObject(profile?.[configuration])?.patchSettings), patchSettings);
  const asksForNothing = Object.keys(patchSettings).length === 0;
  // What an update that failed has set is told as if it were in force.
  if (isSo && (asksForNothing || textAt(properties, "provisioningState") !== "Failed")) {
    return { state: "succeeded", detail: "It was so already." };
  }
  const end = await begin(run, {
    method: "PATCH",
    url,
    body: { properties: { osProfile: { [configuration]: { patchSettings } } } },
  });
  return end.state === "succeeded" ? { state: "succeeded" } : end;
}

/** A machine that nothing is being done to; `undefined` while something is. */
function idleMachine(body: unknown): Readonly<Record<string, unknown>> | undefined {
  const machine = asObject(body) ?? {};
  return textAt(machine.properties, "provisioningState") === "Updating" ? undefined : machine;
}

/** Whether settings are as they are to be; what is to be taken away must not stand there. */
function holds(current: unknown, wanted: unknown): boolean {
  const inner = asObject(wanted);
  if (inner !== undefined) {
    return Object.entries(inner).every(([name, value]) => holds(asObject(current)?.[name], value));
  }
  return (current ?? null) === wanted;
}

/** Waits until the patch extension is there and Azure tells of the machine's patches. */
async function awaitSwitchedOn(run: Run, change: PlannedModeChange): Promise<ChangeEnd> {
  run.step(change, "running", "Wait until Azure has switched it on");
  const end = await watch(
    run,
    patchViewUrl(change.id),
    ({ body }) => endOfWait(patchViewOf(body)),
    pauseBetweenViews,
  );
  return end.state === "seen" ? { state: "succeeded", detail: end.seen } : end;
}

function endOfWait(view: PatchView): string | undefined {
  const power = powerWord(view.powerState);
  if (power !== "running") {
    return `Set. Azure switches it on once the machine runs: it is ${power}.`;
  }
  const asked = view.configuration;
  const isReady = asked.length > 0 && asked.every((code) => code.endsWith("/Ready"));
  return isReady && view.extension?.isReady === true ? "Set, and switched on." : undefined;
}
