import { Command, Option } from "commander";
import { utcMinute } from "../../azure/local-time";
import type { BackupJobDetails, BackupJobList } from "../../operations/backup/job-views";
import { exitCodesHelp } from "../exit-codes";
import {
  type AzureOptions,
  type ListingOptions,
  type ScopeOptions,
  wholeNumber,
  withAzureOptions,
  withListingOption,
  withScopeOptions,
} from "../frame/options";
import { counted } from "../frame/printable";
import type { View } from "../frame/view";
import { type VaultOptions, withVaultOption } from "./choice-options";

interface JobsOptions extends AzureOptions, ScopeOptions, ListingOptions, VaultOptions {
  readonly status?: readonly string[];
  readonly operation?: readonly string[];
  readonly days: number;
}

/** `evergreen backup jobs`: what Azure Backup does and did. */
export function jobsCommand(): Command {
  return new Command("jobs")
    .description("List the jobs of backups, or show all of one. Nothing is changed.")
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(showCommand());
}

function listCommand(): Command {
  const command = new Command("list").description(
    "List jobs over all vaults, the newest first. Azure Resource Graph may be some minutes behind.\n" +
      "Nothing is changed.",
  );
  return withListingOption(withVaultOption(withScopeOptions(withAzureOptions(command))))
    .option("--status <status...>", "only jobs with these statuses, such as Failed or InProgress")
    .option("--operation <operation...>", "only jobs of these kinds, such as Backup or Restore")
    .addOption(
      new Option("--days <days>", "jobs that began within so many days")
        .argParser(wholeNumber(1))
        .default(1),
    )
    .addHelpText(
      "after",
      "\nExample:\n  evergreen backup jobs --status Failed --days 7\n" +
        exitCodesHelp("done", "failed", "wrongInput", "interrupted"),
    )
    .action(async (options: JobsOptions) => {
      const { listingFrom, runAzureCommand, scopeFrom } = await import("../frame/azure-command.js");
      const { listBackupJobs } = await import("../../operations/backup/job-views.js");
      await runAzureCommand(options, async ({ operation, stack }) => {
        const { vault = [], status = [], operation: operations = [], days } = options;
        const data = await listBackupJobs(
          operation,
          {
            scope: scopeFrom(options, stack, vault),
            vaults: vault,
            statuses: status,
            operations,
            days,
          },
          listingFrom(options),
        );
        return { schema: "backup-jobs", data, view: viewOfList(data) };
      });
    });
}

function showCommand(): Command {
  return withAzureOptions(
    new Command("show")
      .description(
        "Show one job as it is now: its tasks, the error that lies under a failure with Azure's recommendations,\n" +
          "and whether it can be cancelled. Nothing is changed.",
      )
      .argument("<job>", "a job's GUID or id"),
  )
    .addHelpText("after", exitCodesHelp("done", "failed", "wrongInput", "interrupted"))
    .action(async (job: string, options: AzureOptions) => {
      const { runAzureCommand } = await import("../frame/azure-command.js");
      const { showBackupJob } = await import("../../operations/backup/job-views.js");
      await runAzureCommand(options, async ({ operation }) => {
        const { subscription } = options;
        const scope = subscription === undefined ? {} : { subscriptions: subscription };
        const data = await showBackupJob(operation, { job, scope });
        return { schema: "backup-job", data, view: viewOfJob(data) };
      });
    });
}

function viewOfList({ takenAt, jobs }: BackupJobList): View {
  return {
    before: [`${counted(jobs.length, "job")} at ${utcMinute(takenAt)}.`],
    tables:
      jobs.length === 0
        ? []
        : [
            {
              columns: [
                "MACHINE",
                "OPERATION",
                "STATUS",
                "BEGAN",
                "ENDED",
                "ERROR",
                "VAULT",
                "JOB",
              ],
              rows: jobs.map((job) => [
                job.machineName,
                job.operation,
                job.status,
                utcMinute(job.startedAt),
                job.endedAt && utcMinute(job.endedAt),
                job.errorTitle === "" ? job.errorCode : job.errorTitle,
                job.vaultId.split("/").at(-1),
                job.name,
              ]),
              colourOf: (index) => (jobs[index]?.status === "Failed" ? "red" : undefined),
            },
          ],
    after: jobs.length === 0 ? [] : ["`evergreen backup jobs show JOB` tells all of one."],
  };
}

function viewOfJob(details: BackupJobDetails): View {
  const { job, runTimeInMinutes, failedTask, meanings, whyNotCancellable } = details;
  const ended =
    job.endedAt === undefined ? "and goes on" : `and ended at ${utcMinute(job.endedAt)}`;
  return {
    before: [
      `${job.operation} of ${job.machineName}: ${job.status}. It began at ${utcMinute(job.startedAt)} ${ended}; ${counted(runTimeInMinutes, "minute")}.`,
      `Job ${job.id}`,
    ],
    tables: [
      {
        title: "Tasks",
        columns: ["TASK", "STATUS"],
        rows: job.tasks.map((task) => [task.taskId, task.status]),
      },
      {
        title: "Errors",
        columns: ["CODE", "MESSAGE", "RECOMMENDATION"],
        rows: job.errors.map(({ code, message, recommendations }) => [
          code,
          message,
          recommendations.join(" "),
        ]),
      },
    ].filter(({ rows }) => rows.length > 0),
    after: [
      ...(failedTask === undefined ? [] : [`The task that failed: ${failedTask}.`]),
      ...(job.underlyingError === undefined ? [] : [`What lies under it: ${job.underlyingError}`]),
      ...meanings.map(
        ({ code, meaning }) =>
          `${code}: ${meaning} \`evergreen backup explain ${code}\` tells what to do.`,
      ),
      whyNotCancellable === undefined
        ? `It can be cancelled: \`evergreen backup cancel ${job.name}\`.`
        : `It cannot be cancelled. ${whyNotCancellable}`,
    ],
  };
}
