import { isActivelyBackedUp } from "../../azure/backup-jobs";
import { parseResourceId } from "../../azure/resource-id";
import type { ChangePlan, PlannedChange, SkippedChange } from "../run/change-plan";
import type { ChosenMachine } from "./chosen-items";
import type { MachinePresence } from "./machine-presence";
import type { ProtectedItem } from "./protected-item";
import { unseenNotes } from "./unseen-notes";

/** A machine whose backups are to go on. */
export interface BackupResumeChange extends PlannedChange {
  readonly itemId: string;
  readonly machineId: string;
  readonly policyId: string;
  /** Whether its backups were deleted, and are brought back first. */
  readonly isUndeleted: boolean;
}

export interface BackupResumePlan extends ChangePlan {
  readonly changes: readonly BackupResumeChange[];
}

/** What a plan to resume backups is made from. */
export interface BackupResumeFacts {
  readonly machines: readonly ChosenMachine[];
  /** Those that vaults know and Azure does not show, by their ids in lower case. */
  readonly unseen: ReadonlyMap<string, MachinePresence>;
  /** Ids of the policies for machines, by the vault's id in lower case. */
  readonly policies: ReadonlyMap<string, readonly string[]>;
  /** Name or id of the policy that is asked for; `undefined` for the one that an item had. */
  readonly policy: string | undefined;
  /** Whether what was deleted and is still kept is brought back. */
  readonly undelete: boolean;
}

/** Says which machines would be backed up again, and under which policy. */
export function backupResumePlan(facts: BackupResumeFacts): BackupResumePlan {
  const planned = facts.machines.map((machine) => plannedFor(machine, facts));
  const changes = planned.filter((each) => "itemId" in each);
  const notSeen = changes.filter(({ id }) => facts.unseen.get(id.toLowerCase()) === "not seen");
  return {
    title: "Resume backups",
    changes,
    skipped: planned.filter((each): each is SkippedChange => !("itemId" in each)),
    notes:
      changes.length === 0
        ? []
        : [
            "Recovery points that were kept follow the policy's retention again: older ones are deleted with the next backup.",
            "The next backup is made by schedule; `evergreen backup run` makes one now.",
            ...unseenNotes(notSeen.length),
          ],
  };
}

function plannedFor(
  machine: ChosenMachine,
  facts: BackupResumeFacts,
): BackupResumeChange | SkippedChange {
  const { id, name, items } = machine;
  const active = items.find(isActivelyBackedUp);
  if (active !== undefined) {
    return { id, name, reason: `${active.vaultName} backs it up already.` };
  }
  const item = items.find(({ isSoftDeleted }) => !isSoftDeleted) ?? items[0];
  if (item === undefined) {
    return { id, name, reason: "No vault has it any longer." };
  }
  if (facts.unseen.get(id.toLowerCase()) === "deleted") {
    const reason = `The machine is deleted: there is nothing to back up. What ${item.vaultName} keeps of it can be restored.`;
    return { id, name, reason };
  }
  if (item.isSoftDeleted && !facts.undelete) {
    return {
      id,
      name,
      reason: `Its backups in ${item.vaultName} were deleted and are only kept for a while: --undelete brings them back.`,
    };
  }
  const policyId = policyFor(item, facts);
  if (policyId === undefined) {
    return { id, name, reason: whyNoPolicy(item, facts) };
  }
  const policyName = parseResourceId(policyId).name;
  return {
    id,
    name,
    change: `${item.isSoftDeleted ? "Bring its deleted backups back and back it up" : "Back it up"} in ${item.vaultName} again, under ${policyName}`,
    reason: `It is ${item.protectionState}${item.isSoftDeleted ? ", deleted softly" : ""}.`,
    itemId: item.id,
    machineId: item.machineId,
    policyId,
    isUndeleted: item.isSoftDeleted,
  };
}

/** The policy that is asked for, or the one that the item had, as far as its vault has it. */
function policyFor(item: ProtectedItem, facts: BackupResumeFacts): string | undefined {
  const wanted = facts.policy ?? item.policyId;
  const isId = wanted?.includes("/") === true;
  return policiesOf(item, facts).find(
    (id) => (isId ? id : parseResourceId(id).name).toLowerCase() === wanted?.toLowerCase(),
  );
}

function whyNoPolicy(item: ProtectedItem, facts: BackupResumeFacts): string {
  const names = policiesOf(item, facts).map((id) => parseResourceId(id).name);
  const there = `${item.vaultName} has ${names.length === 0 ? "no policy for machines" : names.join(", ")}.`;
  return facts.policy === undefined
    ? `Its vault does not tell the policy that it had: name one with --policy. ${there}`
    : `Its vault has no policy "${facts.policy}". ${there}`;
}

function policiesOf({ vaultId }: ProtectedItem, { policies }: BackupResumeFacts) {
  return policies.get(vaultId.toLowerCase()) ?? [];
}
