import { backupDeletionFindings } from "../azure/backup-destruction";
import { refuseErrors } from "../azure/finding";
import { resourceIdFindings } from "../azure/resource-id";
import {
  containsUnknown,
  unknownValue,
  type CallContext,
  type CheckFailure,
  type CheckRequest,
  type CheckResponse,
  type CreateRequest,
  type CreateResponse,
  type DeleteRequest,
  type DiffRequest,
  type DiffResponse,
  type Properties,
  type ReadRequest,
  type ReadResponse,
  type ResourceHandler,
  type UpdateRequest,
} from "../plugin/handlers";
import { armUrl, backupApiVersion, backupItemType } from "../arm/api";
import { defined } from "../arm/azure-object";
import {
  asksForMore,
  backupItemChanges,
  backupItemIdOf,
  checkBackupItem,
} from "./backup-item-inputs";
import { findBackupItem, judgeBackupItem, securityOf } from "./backup-item-judgement";
import {
  heldInputs,
  isDeletedSoftly,
  outputsOfBackupItem,
  stoppingBody,
  toldOf,
} from "./backup-item-reading";
import { BackupItemTask } from "./backup-item-task";
import { unreadableBefore } from "./early-look";
import { toFailures } from "./findings";
import type { Session } from "./session";
import { findVault } from "./vault-contents";

/** Whether a machine is backed up by a vault, under which policy, and with which disks. */
export class BackupProtectedItemHandler implements ResourceHandler {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async check(
    { newInputs, oldInputs }: CheckRequest,
    context: CallContext,
  ): Promise<CheckResponse> {
    const { inputs, failures } = checkBackupItem(newInputs, context);
    const asksForAnything = oldInputs === undefined || asksForMore(oldInputs, inputs);
    return {
      inputs,
      failures:
        failures.length > 0 || !asksForAnything
          ? failures
          : await this.#judgeEarly(inputs, context),
    };
  }

  diff({ oldInputs, newInputs }: DiffRequest): Promise<DiffResponse> {
    // A machine is backed up by one vault at a time.
    return Promise.resolve({
      changes: backupItemChanges(oldInputs, newInputs),
      deleteBeforeReplace: true,
    });
  }

  async create({ inputs, preview }: CreateRequest, context: CallContext): Promise<CreateResponse> {
    if (preview) {
      return { outputs: expectedOutputs(inputs) };
    }
    const id = backupItemIdOf(inputs);
    const task = new BackupItemTask(this.#session, { id, inputs, context });
    const object = { id, urn: context.urn, noun: "backup item" };
    return { id, outputs: await this.#session.deployment.making(object, () => task.create()) };
  }

  async read({ id, inputs }: ReadRequest, context: CallContext): Promise<ReadResponse | undefined> {
    refuseErrors("The id of the backup item", resourceIdFindings(id, "id", backupItemType));
    const object = await findBackupItem(await this.#session.client(), id, context.signal);
    if (object === undefined || isDeletedSoftly(object)) {
      return undefined;
    }
    const isImport = Object.keys(inputs).length === 0;
    const heldId = isImport ? (object.id ?? id) : id;
    const held = heldInputs(object, inputs, heldId.split(/\/backupFabrics\//i)[0] ?? "");
    return { id: heldId, inputs: held, outputs: outputsOfBackupItem(held, toldOf(object)) };
  }

  async update(
    { id, newInputs, preview }: UpdateRequest,
    context: CallContext,
  ): Promise<{ outputs: Properties }> {
    if (preview) {
      return { outputs: expectedOutputs(newInputs) };
    }
    const task = new BackupItemTask(this.#session, { id, inputs: newInputs, context });
    return { outputs: await task.update() };
  }

  async delete({ id, inputs }: DeleteRequest, context: CallContext): Promise<void> {
    const { deployment } = this.#session;
    const owner = deployment.otherOwner(id, context.urn);
    if (owner !== undefined) {
      context.log("info", `The backup item is left in place: ${owner} took it over.`);
      return;
    }
    if (inputs.onDestroy === "Retained") {
      context.log("info", "The machine stays backed up as it is; only this stack forgets it.");
    } else {
      await this.#stopOrDelete({ id, inputs, outputs: {} }, context);
    }
    deployment.release(id, context.urn);
  }

  async #stopOrDelete({ id, inputs }: DeleteRequest, context: CallContext): Promise<void> {
    const { signal } = context;
    const client = await this.#session.client();
    const object = await findBackupItem(client, id, signal);
    if (object === undefined || isDeletedSoftly(object)) {
      return;
    }
    const url = armUrl(id, backupApiVersion);
    const task = new BackupItemTask(this.#session, { id, inputs, context });
    const failed = (reason: string): Error => new Error(reason);
    if (inputs.onDestroy !== "SoftDeleted") {
      if (heldInputs(object, inputs, "").protection === "Active") {
        await task.send({ method: "PUT", url, body: stoppingBody(inputs, "Stopped") }, failed);
      }
      context.log("info", "Backups have stopped. Their recovery points are kept, and billed.");
      return;
    }
    const vaultId = String(inputs.vaultId);
    const vault = await findVault(client, vaultId, signal);
    if (vault !== undefined) {
      refuseErrors(
        "The deletion of the backups",
        backupDeletionFindings(securityOf(vault, inputs), "onDestroy"),
      );
    }
    await task.send({ method: "DELETE", url }, failed);
    const after = await findBackupItem(client, id, signal);
    const days = after?.properties.softDeleteRetentionPeriodInDays;
    context.log(
      "info",
      `The backups are deleted softly and can be brought back for ${typeof days === "number" ? days : 14} days.`,
    );
  }

  /** Judges what stands in Azure already, without a right that only the deployment needs. */
  async #judgeEarly(inputs: Properties, context: CallContext): Promise<CheckFailure[]> {
    if (
      ["vaultId", "virtualMachineId", "policyId"].every((name) => containsUnknown(inputs[name]))
    ) {
      return [];
    }
    const isPlaced = !containsUnknown([inputs.vaultId, inputs.virtualMachineId]);
    const onUnreadable = unreadableBefore(context);
    try {
      const client = await this.#session.client();
      const object = isPlaced
        ? await findBackupItem(client, backupItemIdOf(inputs), context.signal)
        : undefined;
      const { signal } = context;
      return toFailures(
        await judgeBackupItem({ client, inputs, object, signal, onUnreadable }),
        context,
      );
    } catch (error) {
      onUnreadable(error);
      return [];
    }
  }
}

/** Outputs as a preview can know them. */
function expectedOutputs(inputs: Properties): Properties {
  return outputsOfBackupItem(defined(inputs), {
    protectionState: unknownValue,
    healthStatus: unknownValue,
  });
}
