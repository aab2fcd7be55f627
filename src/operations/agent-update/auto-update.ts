import pMap from "p-map";
import { siteRecoveryUrl } from "../../arm/api";
import { azureObject } from "../../arm/azure-object";
import { mappingsOf } from "../../arm/container-mappings";
import { whenFree } from "../../arm/when-free";
import type { ArmRequest } from "../../arm/transport";
import {
  agentAutoUpdateBody,
  type AgentAutoUpdateSetting,
  selectMappings,
} from "../../azure/agent-auto-update";
import { authenticationTypes } from "../../azure/agent-updater-account";
import { changeEach, type ChangeEnd } from "../run/change-each";
import type { ChangeReport } from "../run/change-report";
import { begin, waitWithin } from "../run/long-running";
import type { OperationOptions } from "../run/options";
import { inRun, type Run } from "../run/run";
import { readAutoUpdateFacts } from "./auto-update-facts";
import { accountWarnings } from "./auto-update-findings";
import { type AutoUpdateChange, type AutoUpdatePlan, autoUpdatePlan } from "./auto-update-plan";
import { followJob, jobsUnderWay, type JobUnderWay } from "./jobs-under-way";
import { vaultMapping, type VaultMapping } from "./mappings";
import type { VaultChoice } from "./vaults";

/**
 * How many mappings are set at a time unless told otherwise: Site Recovery takes 200 writes a minute, and the
 * work on a mapping takes one or two minutes.
 */
export const mappingsAtMost = 400;

/** Agent auto-update as it is asked for. */
export type AutoUpdateInput = VaultChoice &
  (
    | {
        readonly status: "Enabled";
        /** Id of the automation account that updates the agents. */
        readonly automationAccountId: string;
        /** One of `SystemAssignedIdentity`, the default, and `RunAsAccount`. */
        readonly authenticationType?: string;
      }
    | { readonly status: "Disabled" }
  );

/**
 * Reads the mappings of vaults and says which must be changed so that agent auto-update is as asked for. Refuses
 * what Azure would not follow: an unknown vault or account, an account of another subscription or without a system
 * identity, a vault with private endpoints, mappings that would stay with another account.
 */
export function planAgentAutoUpdate(
  options: OperationOptions,
  input: AutoUpdateInput,
): Promise<AutoUpdatePlan> {
  return inRun(options, async (run) => {
    const setting = settingOf(input);
    const { vaults, unknown } = await readAutoUpdateFacts(run, input, setting);
    const warnings = accountWarnings(
      setting,
      vaults.map(({ vault }) => vault.id),
    );
    return autoUpdatePlan(vaults, setting, [...warnings, ...unknown]);
  });
}

/**
 * Sets the mappings of a plan. What is as asked for by now is left alone, a job that an earlier run began is
 * followed, and a mapping that other work holds is waited for.
 */
export function setAgentAutoUpdate(
  options: OperationOptions,
  plan: AutoUpdatePlan,
): Promise<ChangeReport> {
  return inRun({ atMost: mappingsAtMost, ...options }, async (run) => {
    const now = await currentState(run, plan);
    return changeEach(run, plan, (change) => setMapping(run, change, plan.setting, now));
  });
}

function settingOf(input: AutoUpdateInput): AgentAutoUpdateSetting {
  return input.status === "Enabled"
    ? {
        status: "Enabled",
        automationAccountId: input.automationAccountId,
        authenticationType: input.authenticationType ?? authenticationTypes.systemAssigned,
      }
    : { status: "Disabled", authenticationType: authenticationTypes.systemAssigned };
}

/** What Azure holds when the work begins, by ids in lower case: the plan may be old. */
export interface CurrentState {
  readonly mappings: ReadonlyMap<string, VaultMapping>;
  readonly jobs: ReadonlyMap<string, JobUnderWay>;
}

export async function currentState(
  run: Run,
  plan: { readonly changes: readonly Pick<AutoUpdateChange, "vaultId">[] },
): Promise<CurrentState> {
  const vaultIds = [...new Set(plan.changes.map(({ vaultId }) => vaultId))];
  const vaults = await pMap(
    vaultIds,
    async (vaultId) => {
      const mappings = await mappingsOf(run.client, vaultId, run.signal);
      return {
        mappings: mappings.map((mapping) => vaultMapping(vaultId, mapping)),
        jobs: await jobsUnderWay(run, vaultId),
      };
    },
    { concurrency: run.atMost },
  );
  return {
    mappings: new Map(
      vaults.flatMap(({ mappings }) =>
        mappings.map((mapping) => [mapping.id.toLowerCase(), mapping] as const),
      ),
    ),
    jobs: new Map(vaults.flatMap(({ jobs }) => [...jobs])),
  };
}

export async function setMapping(
  run: Run,
  { id, vaultId }: Pick<AutoUpdateChange, "id" | "vaultId">,
  setting: AgentAutoUpdateSetting,
  { mappings, jobs }: CurrentState,
): Promise<ChangeEnd> {
  const job = jobs.get(id.toLowerCase());
  if (job !== undefined) {
    const end = await followJob(run, job);
    if (end.state === "timedOut" || end.state === "underWay") {
      return end;
    }
  }
  const look = async (): Promise<VaultMapping | undefined> => {
    const answer = await run.client.getOrUndefined(siteRecoveryUrl(id), run.signal);
    return answer === undefined ? undefined : vaultMapping(vaultId, azureObject(answer));
  };
  const request: ArmRequest = {
    method: "PATCH",
    url: siteRecoveryUrl(id),
    body: agentAutoUpdateBody(setting),
  };
  const attempt = async (triesBefore: number): Promise<ChangeEnd> => {
    const isKnown = job === undefined && triesBefore === 0;
    const mapping = await settled(
      run,
      isKnown ? mappings.get(id.toLowerCase()) : await look(),
      look,
    );
    if (mapping === undefined) {
      return { state: "succeeded", detail: "It is gone." };
    }
    // Health errors that are still told after somebody's change are no reason to change it once more.
    const judged = isKnown ? mapping : { ...mapping, healthErrorCount: 0 };
    const [skipped] = selectMappings([judged], setting).skipped;
    if (skipped === undefined) {
      return begin(run, request);
    }
    return mapping.state?.toLowerCase() === "paired"
      ? { state: "succeeded", detail: skipped.reason }
      : { state: "failed", detail: skipped.reason };
  };
  return whenFree(attempt, (milliseconds) => waitWithin(run, milliseconds));
}

const pauseBetweenLooks = 10_000;

/** A mapping once Azure has done with it. */
async function settled(
  run: Run,
  first: VaultMapping | undefined,
  look: () => Promise<VaultMapping | undefined>,
): Promise<VaultMapping | undefined> {
  let mapping = first;
  while (mapping?.isChanging === true) {
    await waitWithin(run, pauseBetweenLooks);
    mapping = await look();
  }
  return mapping;
}
