import { Command, Option } from "commander";
import { utcMinute } from "../../azure/local-time";
import type { BackupStatus, MachineBackupStatus } from "../../operations/backup";
import { backupAttentions, fixOf, meaningOf } from "../../operations/backup/attention";
import { unseenNotes } from "../../operations/backup/unseen-notes";
import { exitCodes, exitCodesHelp } from "../exit-codes";
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

type StatusOptions = AzureOptions & ScopeOptions & ListingOptions & { readonly staleAfter: number };

/** `evergreen backup status`. */
export function statusCommand(): Command {
  const command = new Command("status").description(
    "Show which machines are backed up, how their last backups went, and what needs attention, also machines that no\n" +
      "vault backs up, and what vaults keep of machines that are deleted. Nothing is changed. Azure Resource Graph may be\n" +
      "some minutes behind.",
  );
  return withListingOption(withScopeOptions(withAzureOptions(command)))
    .addOption(
      new Option(
        "--stale-after <hours>",
        "age from which the last recovery point counts as old; give more than 168 where backups are weekly",
      )
        .argParser(wholeNumber(1))
        .default(48),
    )
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  evergreen backup status --resource-group web",
        "  evergreen listing > fleet.json && evergreen backup status --from fleet.json",
        exitCodesHelp("done", "failed", "wrongInput", "violations", "interrupted"),
      ].join("\n"),
    )
    .action(async (options: StatusOptions) => {
      const { fleetFrom, runAzureCommand } = await import("../frame/azure-command.js");
      const { backupStatus } = await import("../../operations/backup/status.js");
      await runAzureCommand(options, async ({ operation, stack }) => {
        const data = await backupStatus(operation, {
          ...fleetFrom(options, stack),
          staleAfterInHours: options.staleAfter,
        });
        const exitCode = data.needAttention === 0 ? exitCodes.done : exitCodes.violations;
        return { schema: "backup-status", data, view: viewOf(data), exitCode };
      });
    });
}

function viewOf(status: BackupStatus): View {
  const { machines } = status;
  const codes = new Map(
    machines.flatMap(({ lastErrorCode, lastErrorMeaning }) =>
      lastErrorCode === undefined ? [] : [[lastErrorCode, lastErrorMeaning] as const],
    ),
  );
  return {
    before: [`Backups of ${status.scope} at ${utcMinute(status.takenAt)}:`],
    tables: [
      {
        columns: [
          "MACHINE",
          "GROUP",
          "STATE",
          "LAST BACKUP",
          "AT",
          "AGE",
          "POLICY",
          "VAULT",
          "ERROR",
          "ATTENTION",
        ],
        rows: machines.map((machine) => [
          machine.name,
          machine.resourceGroup,
          machine.protectionState,
          machine.isProtected && machine.lastBackupTime === undefined
            ? "none yet"
            : machine.lastBackupStatus,
          machine.lastBackupTime && utcMinute(machine.lastBackupTime),
          ageOf(machine),
          machine.policyName,
          machine.vaultName,
          machine.lastErrorCode,
          machine.attention,
        ]),
        colourOf: (index) => (machines[index]?.attention === undefined ? undefined : "red"),
      },
    ],
    after: [
      ...[...codes].map(
        ([code, meaning]) =>
          `${code}: ${meaning ?? "It is not known here."} \`evergreen backup explain ${code}\` tells more.`,
      ),
      ...remediesOf(machines),
      ...unseenNotes(status.notSeen),
      `${counted(machines.length, "machine")}: ${status.protected} backed up, ${status.unprotected} not; ${status.needAttention} in need of attention.`,
    ],
  };
}

/** What each attention means and what to do about it, said once; of a single machine with its name. */
function remediesOf(machines: readonly MachineBackupStatus[]): string[] {
  return backupAttentions.flatMap((attention) => {
    const [first, ...others] = machines.filter((machine) => machine.attention === attention);
    return first === undefined
      ? []
      : [
          `${attention}: ${meaningOf(attention)}. ${fixOf(attention, others.length === 0 ? first.name : "VM")}`,
        ];
  });
}

function ageOf({ lastRecoveryPointAgeInHours: age }: MachineBackupStatus): string | undefined {
  return age === undefined ? undefined : `${age} h`;
}
