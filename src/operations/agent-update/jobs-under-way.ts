import { siteRecoveryUrl } from "../../arm/api";
import { asAzureObject, textOf } from "../../arm/azure-object";
import { follow, type WorkEnd } from "../run/long-running";
import type { Run } from "../run/run";

/** A job of Site Recovery that has not ended. */
export interface JobUnderWay {
  /** Name, which is also the id of the operation that began it. */
  readonly name: string;
  readonly vaultId: string;
  /** For example `UpdateMobilityService`. */
  readonly scenarioName: string;
}

/**
 * The jobs of a vault that are under way, by the ids of what they work on, in lower case. An earlier run
 * may have begun them, so they are followed and not begun again.
 *
 * Source of the filter: Azure/azure-powershell RecoveryServices.SiteRecovery `JobQueryParameter`.
 */
export async function jobsUnderWay(
  run: Run,
  vaultId: string,
): Promise<ReadonlyMap<string, JobUnderWay>> {
  const filter = encodeURIComponent("JobStatus eq 'InProgress'");
  const url = `${siteRecoveryUrl(vaultId, "replicationJobs")}&$filter=${filter}`;
  const jobs = (await run.client.list(url, run.signal)).map(asAzureObject);
  return new Map(
    jobs.map(({ properties, whole }) => [
      (textOf(properties.targetObjectId) ?? "").toLowerCase(),
      {
        name: textOf(whole.name) ?? "",
        vaultId,
        scenarioName: textOf(properties.scenarioName) ?? "",
      },
    ]),
  );
}

/** Follows a job to its end, like work that this run began. */
export function followJob(run: Run, { vaultId, name }: JobUnderWay): Promise<WorkEnd> {
  const url = siteRecoveryUrl(vaultId, `replicationOperationStatus/${name}`);
  return follow(
    run,
    { status: 202, headers: { "azure-asyncoperation": url }, body: undefined },
    { method: "POST", url: siteRecoveryUrl(vaultId, `replicationJobs/${name}`) },
  );
}
