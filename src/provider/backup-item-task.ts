import { ArmRequestError } from "../arm/errors";
import type { ArmRequest } from "../arm/transport";
import { describeFinding, refuseErrors, warningsAmong } from "../azure/finding";
import { sameId } from "../azure/resource-id";
import { ResourceInitializationError, type CallContext, type Properties } from "../plugin/handlers";
import { armUrl, backupApiVersion } from "../arm/api";
import type { AzureObject } from "../arm/azure-object";
import { findBackupItem, judgeBackupItem } from "./backup-item-judgement";
import {
  backupItemDifferences,
  isDeletedSoftly,
  isUnused,
  outputsOfBackupItem,
  protectingBody,
  readBackupItem,
  stoppingBody,
  toldOf,
  undeletingBody,
} from "./backup-item-reading";
import { discoverMachines, protectingVaultOf } from "./backup-item-surroundings";
import { carryOut, reasonOf } from "./long-running-change";
import type { Session } from "./session";
import { textIn } from "./site-recovery-kind";

/** Azure's words for a change that must wait for another one of the same item. Source: learn.microsoft.com backup/troubleshoot-azure-files. */
const passingCodes = ["BMSUserErrorConflictingProtectionOperation", "BMSUserErrorObjectLocked"];

/** Azure's word for a machine that its vault has not discovered yet, among others. Source: hashicorp/terraform-provider-azurerm issue 2143. */
const undiscoveredCode = "BMSUserErrorInvalidConfigureProtectionRequest";

/** How long another change is waited for, and the pause between two tries, in milliseconds. */
const longestConflict = 30 * 60 * 1000;
const pause = 15_000;

/** What is asked for, and by whom. */
export interface BackupOrder {
  readonly id: string;
  readonly inputs: Properties;
  readonly context: CallContext;
}

/** One machine on its way to be backed up as asked for. */
export class BackupItemTask {
  readonly #session: Session;
  readonly #order: BackupOrder;

  constructor(session: Session, order: BackupOrder) {
    this.#session = session;
    this.#order = order;
  }

  /** Backs the machine up, or takes over what is there where that is asked for or harms nobody. */
  async create(): Promise<Properties> {
    const object = await this.#find();
    if (object !== undefined && !isDeletedSoftly(object)) {
      this.#refuseForeign(object);
    }
    return this.#bringInLine(object);
  }

  /** Changes what differs, and goes on with what a deployment left half made. */
  async update(): Promise<Properties> {
    return this.#bringInLine(await this.#find());
  }

  /** Sends a change, again while another one of the item is under way, and waits until it is done. */
  async send(request: ArmRequest, halfMade: (reason: string) => Error): Promise<void> {
    const { signal } = this.#order.context;
    const { transport } = await this.#session.connection();
    for (let waited = 0; ; waited += pause) {
      try {
        await carryOut(await this.#session.client(), { request, signal, halfMade });
        return;
      } catch (error) {
        if (!hasCode(error, passingCodes) || waited >= longestConflict) {
          throw error;
        }
        await transport.wait(pause, signal);
      }
    }
  }

  /** Decides what `create` does with an item that is there already: docs/decisions/0011-what-becomes-of-backups.md. */
  #refuseForeign(object: AzureObject): void {
    const { id, inputs, context } = this.#order;
    if (inputs.adopt === true) {
      return;
    }
    const differences = backupItemDifferences(inputs, object);
    if (differences.length === 0 && isUnused(object)) {
      context.log(
        "info",
        "The machine was protected already, just as asked for and without a backup, as an interrupted deployment leaves it: it is taken over.",
      );
      return;
    }
    const isKept = readBackupItem(object).protection !== "Active";
    const reason = isKept
      ? "Its backups have stopped and their recovery points are kept; once it is backed up again they follow the policy's retention."
      : differences.length > 0
        ? `There, ${differences.join(", ")}.`
        : "It has been backed up.";
    throw new Error(
      `The machine is protected by this vault already: ${id}. ${reason} Set \`adopt: true\` to take it over, or import it: pulumi import azure-evergreen:index:BackupProtectedItem ${context.name} "${id}". A resource that was only renamed in the program needs an alias instead.`,
    );
  }

  async #bringInLine(found: AzureObject | undefined): Promise<Properties> {
    const { inputs, context } = this.#order;
    if (
      found !== undefined &&
      !isDeletedSoftly(found) &&
      backupItemDifferences(inputs, found).length === 0
    ) {
      return outputsOfBackupItem(inputs, toldOf(found));
    }
    await this.#judge(found);
    let object = found;
    if (object !== undefined && isDeletedSoftly(object)) {
      context.log("info", "The machine's backups were deleted softly: they are brought back.");
      object = await this.#put(undeletingBody(inputs), object);
    }
    if (inputs.protection === "Active" || object === undefined) {
      const before = object;
      object = await this.#next(found, before, () => this.#protect(before));
    }
    const { protection } = inputs;
    if (
      (protection === "Stopped" || protection === "Suspended") &&
      readBackupItem(object).protection !== protection
    ) {
      const before = object;
      object = await this.#next(found, before, () =>
        this.#put(stoppingBody(inputs, protection), before),
      );
    }
    return outputsOfBackupItem(inputs, toldOf(object));
  }

  /** One step; when something was done before it, its failure leaves the item half made. */
  async #next(
    first: AzureObject | undefined,
    before: AzureObject | undefined,
    step: () => Promise<AzureObject>,
  ): Promise<AzureObject> {
    try {
      return await step();
    } catch (error) {
      throw before === first || error instanceof ResourceInitializationError
        ? error
        : this.#halfMade(reasonOf(error, this.#order.context.signal), before);
    }
  }

  /** Configures the protection; a machine that the vault has not discovered is discovered first. */
  async #protect(before: AzureObject | undefined): Promise<AzureObject> {
    const { inputs, context } = this.#order;
    const body = protectingBody(inputs, before);
    try {
      return await this.#put(body, before);
    } catch (error) {
      if (before !== undefined) {
        throw error;
      }
      await this.#refuseElsewhere(error);
      if (
        !hasCode(error, [undiscoveredCode]) ||
        !(await discoverMachines(await this.#session.client(), inputs, context.signal))
      ) {
        throw error;
      }
      return this.#put(body, before);
    }
  }

  async #put(body: object, before: AzureObject | undefined): Promise<AzureObject> {
    const { id, context } = this.#order;
    await this.send({ method: "PUT", url: armUrl(id, backupApiVersion), body }, (reason) =>
      this.#halfMade(reason, before),
    );
    try {
      const object = await this.#find();
      if (object !== undefined) {
        return object;
      }
    } catch (error) {
      throw this.#halfMade(reasonOf(error, context.signal), before);
    }
    throw this.#halfMade("Azure took it away again. The next `pulumi up` makes it anew.", before);
  }

  /** When Azure refused a machine, tells the vault that protects it, as far as it may be asked. */
  async #refuseElsewhere(error: unknown): Promise<void> {
    const { inputs, context } = this.#order;
    const isRefused = error instanceof ArmRequestError;
    if (context.signal.aborted || !(isRefused || error instanceof ResourceInitializationError)) {
      return;
    }
    const machineId = textIn(inputs, "virtualMachineId");
    let vaultId: string | undefined;
    try {
      vaultId = await protectingVaultOf(await this.#session.client(), inputs, context.signal);
    } catch (failure) {
      context.signal.throwIfAborted();
      if (!(failure instanceof ArmRequestError)) {
        throw failure;
      }
      return;
    }
    if (vaultId !== undefined && !sameId(vaultId, textIn(inputs, "vaultId"))) {
      throw new Error(
        `The machine "${machineId}" is protected by another vault: "${vaultId}". A machine is backed up by one vault at a time: back it up there, or stop its protection there and delete its backups first.`,
      );
    }
  }

  async #judge(object: AzureObject | undefined): Promise<void> {
    const { id, inputs, context } = this.#order;
    const findings = await judgeBackupItem({
      client: await this.#session.client(),
      inputs,
      object,
      signal: context.signal,
      onUnreadable: (error) => {
        throw error;
      },
    });
    refuseErrors(`The backup item "${id}"`, findings);
    for (const finding of warningsAmong(findings)) {
      context.log("warning", describeFinding(finding));
    }
  }

  /** The error with which the engine keeps the item and goes on with it in the next deployment. */
  #halfMade(reason: string, before: AzureObject | undefined): ResourceInitializationError {
    const { id, inputs } = this.#order;
    const told = before === undefined ? { protectionState: "", healthStatus: "" } : toldOf(before);
    return new ResourceInitializationError(id, outputsOfBackupItem(inputs, told), inputs, [
      `The backup item "${id}" is not complete: ${reason}`,
    ]);
  }

  async #find(): Promise<AzureObject | undefined> {
    const { id, context } = this.#order;
    return findBackupItem(await this.#session.client(), id, context.signal);
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof ArmRequestError && codes.includes(error.code);
}
