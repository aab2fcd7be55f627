import { errorFinding, InvalidInputError, refuseErrors } from "../../azure/finding";
import { isGuid } from "../../azure/guid";
import { resourceIdFindings } from "../../azure/resource-id";
import { vaultsQuery } from "../../azure/resource-graph-queries";
import type { FleetScope } from "../run/fleet-scope";
import { queryAll } from "../run/resource-graph";
import type { Run } from "../run/run";
import { type BackupJob, readJob } from "./jobs";

const backupJobType = "Microsoft.RecoveryServices/vaults/backupJobs";

/** Finds a job by its id or, among the vaults that may be read, by its GUID. */
export async function findJob(run: Run, named: string, scope: FleetScope = {}): Promise<BackupJob> {
  if (named.includes("/")) {
    refuseErrors("The job", resourceIdFindings(named, "job", backupJobType));
    return existingJob(run, named, await readJob(run, named));
  }
  if (!isGuid(named)) {
    throw new InvalidInputError("The job", [
      errorFinding(
        "EVG-BACKUP-077",
        "job",
        `"${named}" is no job: its name is a GUID.`,
        "Give it as `evergreen backup jobs` prints it.",
      ),
    ]);
  }
  const vaults = await queryAll(run, vaultsQuery(), scope.subscriptions);
  const found = await Promise.all(
    vaults.map(({ id }) => readJob(run, `${id}/backupJobs/${named}`)),
  );
  return existingJob(
    run,
    named,
    found.find((job) => job !== undefined),
  );
}

function existingJob(run: Run, named: string, job: BackupJob | undefined): Promise<BackupJob> {
  return job === undefined
    ? Promise.reject(
        new InvalidInputError("The job", [
          errorFinding(
            "EVG-BACKUP-078",
            "job",
            `No vault that you may read in ${describeSubscription(run)} has a job "${named}".`,
            "See `evergreen backup jobs`, and --subscription.",
          ),
        ]),
      )
    : Promise.resolve(job);
}

function describeSubscription(run: Run): string {
  return `subscription ${run.connection.subscriptionId}`;
}
