import { randomUUID } from "node:crypto";
import { ArmRequestError } from "../arm/errors";
import { certificateFindings } from "../azure/automation-certificate";
import { resourceIdFindings, sameId } from "../azure/resource-id";
import {
  certificatePeriodFindings,
  runAsCertificateRenewalInDays,
  runAsCertificateValidityInDays,
} from "../azure/run-as-rules";
import {
  containsUnknown,
  isUnknown,
  unknownValue,
  type CallContext,
  type CheckFailure,
  type CheckRequest,
  type CheckResponse,
  type CreateRequest,
  type CreateResponse,
  type DiffRequest,
  type DiffResponse,
  type Properties,
  type PropertyChange,
  type ReadRequest,
  type ReadResponse,
  type ResourceHandler,
  type UpdateRequest,
} from "../plugin/handlers";
import { automationAccountApiVersion, automationAccountType } from "../arm/api";
import type { AutomationProperty } from "./automation-kind";
import { numberOf, propertyTypeFailures } from "./automation-property";
import { defined, textOf } from "../arm/azure-object";
import { readWithTime } from "./azure-time";
import { failureAt, toFailures, unknownPropertyFailures } from "./findings";
import { openPfx } from "./pfx";
import {
  dayInMilliseconds,
  derOf,
  described,
  describedNames,
  inSeconds,
  makeCertificate,
  otherSlot,
  slotOf,
  toldNames,
  unknownOutputs,
  unusedCertificate,
} from "./run-as-key-slots";
import type { Session } from "./session";

const accountProperty = "automationAccountId";
const given: Readonly<Record<string, AutomationProperty>> = {
  [accountProperty]: { type: "text", required: true },
  validityInDays: { type: "number" },
  renewalInDays: { type: "number" },
  generation: { type: "text" },
  ownPfx: { type: "text" },
  ownPfxPassword: { type: "text" },
};

/**
 * The certificate of a Run As account: self-signed, or one's own. It lives in the state alone, so the same one stays
 * until its renewal is due. `check` decides that, by Azure's clock, and puts the time of the certificate among the
 * inputs: so a preview shows a renewal like any other change.
 */
export class RunAsCertificateHandler implements ResourceHandler {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async check(
    { oldInputs, newInputs }: CheckRequest,
    context: CallContext,
  ): Promise<CheckResponse> {
    const inputs = defined(newInputs);
    const failures: CheckFailure[] = [
      ...unknownPropertyFailures(inputs, Object.keys(given)),
      ...Object.entries(given).flatMap(([property, type]) =>
        propertyTypeFailures(property, type, inputs[property]),
      ),
    ];
    if (failures.length === 0) {
      failures.push(...(await this.#judge(inputs, context)));
    }
    if (failures.length === 0 && inputs.ownPfx === undefined) {
      Object.assign(inputs, await this.#period(oldInputs ?? {}, inputs, context));
    }
    return { inputs, failures };
  }

  diff({ oldInputs, newInputs }: DiffRequest): Promise<DiffResponse> {
    const changes: Record<string, PropertyChange> = {};
    for (const name of [...Object.keys(given), "validFrom", "validUntil"]) {
      const [before, after] = [oldInputs[name], newInputs[name]];
      const same =
        name === accountProperty
          ? sameId(textOf(before) ?? "", textOf(after) ?? "")
          : before === after;
      if (!same) {
        changes[name] = before === undefined ? "add" : after === undefined ? "delete" : "update";
      }
    }
    return Promise.resolve({ changes, deleteBeforeReplace: false });
  }

  async create({ inputs, preview }: CreateRequest, context: CallContext): Promise<CreateResponse> {
    if (preview) {
      return { outputs: { ...inputs, ...unknownOutputs } };
    }
    const [current, unused] = await Promise.all([
      makeCertificate(inputs, context),
      unusedCertificate(await this.#now(inputs, context)),
    ]);
    const keys = { firstKey: derOf(current), secondKey: derOf(unused), currentSlot: "first" };
    return { id: randomUUID(), outputs: { ...inputs, ...described(current), ...keys } };
  }

  async update(
    { oldInputs, oldOutputs, newInputs, preview }: UpdateRequest,
    context: CallContext,
  ): Promise<{ outputs: Properties }> {
    const isForgotten = oldInputs.generation !== newInputs.generation;
    const isOther =
      ["ownPfx", "validFrom"].some((name) => oldInputs[name] !== newInputs[name]) ||
      (isForgotten && newInputs.ownPfx === undefined);
    const told = Object.fromEntries(toldNames.map((name) => [name, oldOutputs[name]]));
    const unknown = (names: readonly string[]): void => {
      Object.assign(told, Object.fromEntries(names.map((name) => [name, unknownValue])));
    };
    const slot = isOther ? otherSlot(slotOf(told)) : slotOf(told);
    if (isOther && (containsUnknown(newInputs) || (preview && newInputs.ownPfx === undefined))) {
      unknown([...describedNames, `${slot}Key`]);
      told.currentSlot = slot;
    } else if (isOther) {
      const made = await makeCertificate(newInputs, context);
      const description = described(made);
      // The same certificate in another file stays where it is.
      const isSame = description.thumbprint === told.thumbprint;
      Object.assign(
        told,
        isSame
          ? { pfx: description.pfx }
          : { ...description, [`${slot}Key`]: derOf(made), currentSlot: slot },
      );
    }
    if (isForgotten && preview) {
      unknown([`${otherSlot(slotOf(told))}Key`]);
      return { outputs: { ...newInputs, ...told } };
    }
    if (isForgotten) {
      const unused = await unusedCertificate(await this.#now(newInputs, context));
      told[`${otherSlot(slotOf(told))}Key`] = derOf(unused);
    }
    return { outputs: { ...newInputs, ...told } };
  }

  read({ id, inputs, outputs }: ReadRequest): Promise<ReadResponse | undefined> {
    if (textOf(outputs.pfx) === undefined) {
      throw new Error(
        "A certificate of a Run As account cannot be imported: Azure tells nobody its private key. Leave the old one until it ends, and let a deployment make another.",
      );
    }
    return Promise.resolve({ id, inputs, outputs });
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }

  async #judge(inputs: Properties, context: CallContext): Promise<CheckFailure[]> {
    const account = inputs[accountProperty];
    const {
      validityInDays = runAsCertificateValidityInDays,
      renewalInDays = runAsCertificateRenewalInDays,
    } = inputs;
    const findings = [
      ...(isUnknown(account)
        ? []
        : resourceIdFindings(String(account), accountProperty, automationAccountType)),
      ...(isUnknown(validityInDays) || isUnknown(renewalInDays) || inputs.ownPfx !== undefined
        ? []
        : certificatePeriodFindings(
            { validityInDays: Number(validityInDays), renewalInDays: Number(renewalInDays) },
            "",
          )),
    ];
    const failures = toFailures(findings, context);
    return failures.length > 0 ? failures : this.#judgeOwn(inputs, context);
  }

  /** One's own certificate must open, and must not have ended. */
  async #judgeOwn(inputs: Properties, context: CallContext): Promise<CheckFailure[]> {
    const { ownPfx, ownPfxPassword } = inputs;
    if (typeof ownPfx !== "string" || isUnknown(ownPfx) || isUnknown(ownPfxPassword)) {
      return [];
    }
    try {
      const own = openPfx(ownPfx, textOf(ownPfxPassword));
      const now = await this.#now(inputs, context);
      return toFailures(certificateFindings(derOf(own), "ownPfx", now), context);
    } catch (error) {
      if (error instanceof ArmRequestError) {
        throw error;
      }
      const reason = error instanceof Error ? error.message : "It cannot be read.";
      return [failureAt("ownPfx", `The PFX cannot be used. ${reason}`)];
    }
  }

  /** From when until when the certificate is valid: as it stands, or, when its renewal is due, from now on. */
  async #period(before: Properties, inputs: Properties, context: CallContext): Promise<Properties> {
    const { validFrom, validUntil, generation } = before;
    const now = await this.#now(inputs, context);
    if (typeof validUntil === "string" && generation === inputs.generation) {
      const days = numberOf(inputs.renewalInDays) ?? runAsCertificateRenewalInDays;
      const due = new Date(validUntil).getTime() - days * dayInMilliseconds;
      if (now.getTime() < due) {
        return { validFrom, validUntil };
      }
    }
    const days = numberOf(inputs.validityInDays) ?? runAsCertificateValidityInDays;
    return {
      validFrom: inSeconds(now),
      validUntil: inSeconds(new Date(now.getTime() + days * dayInMilliseconds)),
    };
  }

  /** The time by Azure's clock; by the machine's own where nobody can sign in yet, as in a first preview. */
  async #now(inputs: Properties, { signal }: CallContext): Promise<Date> {
    const account = inputs[accountProperty];
    if (isUnknown(account)) {
      return new Date();
    }
    try {
      const client = await this.#session.client();
      const { now } = await readWithTime(
        client,
        String(account),
        automationAccountApiVersion,
        signal,
      );
      return now;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ArmRequestError && error.status !== 404) {
        throw error;
      }
      return new Date();
    }
  }
}
