import type { BackupCheck } from "../../azure/backup-diagnosis/check";
import { diagnoseBackup } from "../../azure/backup-diagnosis/diagnose-backup";
import type { BackupVerdict } from "../../azure/backup-diagnosis/verdict";
import type { FleetScope } from "../run/fleet-scope";
import { azureFleet, machinesIn } from "../run/fleet-source";
import type { OperationOptions } from "../run/options";
import type { Run } from "../run/run";
import { inBackupRun } from "./backup-run";
import { gatherBackupFacts } from "./diagnosis/gather";
import { findMachine, machineGoneError, machineWithId, type NamedMachine } from "./machine";

/** What a look at one machine's backups found. */
export interface BackupDiagnosis {
  readonly machineId: string;
  readonly machineName: string;
  /** When it was looked at: ISO 8601, UTC. */
  readonly at: string;
  readonly checks: readonly BackupCheck[];
  readonly verdict: BackupVerdict;
  /** How many requests it took. */
  readonly requests: number;
}

export interface BackupDiagnosisInput {
  /** Id or, in the scope, name of the machine. */
  readonly machine: string;
  readonly scope?: FleetScope;
  /** Object id of the tenant's service principal "Backup Management Service", to know its rights at key vaults for certain. */
  readonly backupServiceObjectId?: string;
}

/**
 * Looks at everything that can keep the backups of one machine from succeeding, and says what to do first.
 * It changes nothing. What may not be read makes its checks `unknown`, and the others go on.
 *
 * Throws {@linkcode InvalidInputError} when there is no such machine.
 */
export function diagnoseMachineBackup(
  options: OperationOptions,
  { machine: named, scope = {}, backupServiceObjectId }: BackupDiagnosisInput,
): Promise<BackupDiagnosis> {
  return inBackupRun(options, async (run) => {
    const machine = await machineNamed(run, named, scope);
    run.say(`Looking at the backups of ${machine.name}.`);
    const facts = await gatherBackupFacts(run, machine, backupServiceObjectId);
    if (facts === undefined) {
      throw machineGoneError(machine);
    }
    const { checks, verdict } = diagnoseBackup(facts);
    return {
      machineId: machine.id,
      machineName: machine.name,
      at: facts.at.toISOString(),
      checks,
      verdict,
      requests: run.requests,
    };
  });
}

/** One request where the name is that of one machine; what else it may be, the common search tells. */
async function machineNamed(run: Run, named: string, scope: FleetScope): Promise<NamedMachine> {
  if (named === "" || named.includes("/")) {
    return findMachine(run, named, scope);
  }
  const fleet = azureFleet(run, scope.subscriptions);
  const [found, ...others] = await machinesIn(fleet, { ...scope, names: [named] });
  return found === undefined || others.length > 0
    ? findMachine(run, named, scope)
    : machineWithId(found.id, found.location);
}
