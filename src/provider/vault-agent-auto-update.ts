import { settingIn } from "./agent-auto-update-block";
import { refuseErrors } from "../azure/finding";
import { resourceIdFindings } from "../azure/resource-id";
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
  type DeleteRequest,
  type DiffRequest,
  type DiffResponse,
  type Properties,
  type ReadRequest,
  type ReadResponse,
  type ResourceHandler,
  type UpdateRequest,
} from "../plugin/handlers";
import { vaultType } from "../arm/api";
import { textOf, type AzureObject } from "../arm/azure-object";
import { toFailures } from "./findings";
import { reasonOf } from "./long-running-change";
import type { Session } from "./session";
import { withoutIgnored } from "./site-recovery-diff";
import { textIn } from "./site-recovery-kind";
import {
  changesOf,
  exceptIdsIn,
  judgePlainly,
  mappingChanges,
  mappingPath,
  mappingsProperty,
  portalWarnings,
} from "./vault-agent-auto-update-inputs";
import {
  accountFindings,
  commonSetting,
  findMappings,
  isAsked,
  lookBefore,
  planOf,
  quietly,
  readableMappings,
  strictly,
  warningly,
} from "./vault-agent-auto-update-rules";
import { changeMappings, halfMadeOrRefused } from "./vault-mapping-changes";
import { tellChanges } from "./vault-mapping-notice";
import { idOf, mappingsOf, placeIn } from "../arm/container-mappings";
import { mappingsHeld, mappingsWanted, planFor } from "./vault-mappings";

/**
 * Agent auto-update on every mapping of a vault that nobody else sets. The mappings are found in Azure
 * at each check and each comparison, so that one which was made elsewhere is taken up by the next
 * deployment, and one which was changed elsewhere is set again.
 */
export class VaultAgentAutoUpdateHandler implements ResourceHandler {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async check(
    { oldInputs, newInputs }: CheckRequest,
    context: CallContext,
  ): Promise<CheckResponse> {
    const { inputs, failures } = judgePlainly(newInputs, context);
    const vaultId = isUnknown(inputs.vaultId) ? undefined : textOf(inputs.vaultId);
    if (failures.length > 0 || vaultId === undefined) {
      return { inputs, failures };
    }
    failures.push(...this.#ownerFailures(vaultId, inputs, context));
    portalWarnings(oldInputs, inputs, context);
    const look = lookBefore(context);
    const mappings = await readableMappings(
      this.#session,
      vaultId,
      oldInputs === undefined ? look : warningly(context),
    );
    if (isAsked(inputs)) {
      const known = mappings === undefined ? undefined : planOf(inputs, mappings).owned;
      const wanted = known === undefined ? undefined : mappingsWanted(known, settingIn(inputs));
      inputs[mappingsProperty] = wanted ?? oldInputs?.[mappingsProperty] ?? {};
    }
    const before = oldInputs ?? {};
    if (Object.keys(changesOf(before, inputs)).length > 0) {
      const findings = await accountFindings(this.#session, vaultId, inputs, { look, mappings });
      failures.push(...toFailures(findings, context));
    }
    return { inputs, failures };
  }

  async diff(request: DiffRequest, context: CallContext): Promise<DiffResponse> {
    const { oldInputs, newInputs, ignoreChanges } = request;
    const changes = changesOf(oldInputs, newInputs);
    if (changes.vaultId === undefined && isAsked(newInputs)) {
      const mappings = await readableMappings(this.#session, request.id, quietly(context));
      const asked = mappingChanges(oldInputs[mappingsProperty], newInputs[mappingsProperty]);
      Object.assign(changes, asked);
      for (const mapping of planOf(newInputs, mappings ?? []).toChange) {
        const path = mappingPath(placeIn(idOf(mapping)));
        if (!Object.keys(asked).some((each) => each.startsWith(path))) {
          // It stands in the state as it is to be, so its status stands for all of it.
          changes[`${path}.status`] = "update";
        }
      }
    }
    return { changes: withoutIgnored(changes, ignoreChanges), deleteBeforeReplace: false };
  }

  async create({ inputs, preview }: CreateRequest, context: CallContext): Promise<CreateResponse> {
    if (preview) {
      await this.#tell(inputs, context);
      return { outputs: { ...inputs, [mappingsProperty]: unknownValue } };
    }
    return { id: textIn(inputs, "vaultId"), outputs: await this.#apply(inputs, context) };
  }

  async read({ id, inputs }: ReadRequest, context: CallContext): Promise<ReadResponse | undefined> {
    refuseErrors("The id of the vault", resourceIdFindings(id, "id", vaultType));
    const mappings = await findMappings(await this.#session.client(), id, context);
    if (mappings === undefined) {
      return undefined;
    }
    const isImport = Object.keys(inputs).length === 0;
    const given: Properties = isImport
      ? {
          vaultId: id,
          agentAutoUpdate: commonSetting(mappings),
          exceptMappingIds: [],
          disableOnDelete: false,
        }
      : inputs;
    const held = {
      ...given,
      [mappingsProperty]: mappingsHeld(planOf(given, mappings), settingIn(given)),
    };
    return { id, inputs: held, outputs: held };
  }

  async update(
    { newInputs, preview }: UpdateRequest,
    context: CallContext,
  ): Promise<{ outputs: Properties }> {
    if (preview) {
      await this.#tell(newInputs, context);
      return { outputs: { ...newInputs, [mappingsProperty]: unknownValue } };
    }
    return { outputs: await this.#apply(newInputs, context) };
  }

  async delete({ id, inputs }: DeleteRequest, context: CallContext): Promise<void> {
    const other = this.#session.deployment.updateOwners.otherVaultOwner(id, context.urn);
    if (other !== undefined) {
      context.log(
        "info",
        `Agent auto-update of the vault "${id}" is left in place: ${other} took it over.`,
      );
      return;
    }
    if (inputs.disableOnDelete !== true) {
      context.log(
        "info",
        `Agent auto-update stays as it is on the mappings of the vault "${id}", with the account that they name. Set disableOnDelete to true, and deploy that first, to switch it off with this.`,
      );
      return;
    }
    const client = await this.#session.client();
    const mappings = await findMappings(client, id, context);
    if (mappings === undefined) {
      return;
    }
    const setting = { ...settingIn({}), status: "Disabled" as const };
    const plan = planFor(mappings, exceptIdsIn(inputs), setting);
    const work = await changeMappings(this.#session, plan, setting, context);
    if (work.failures.length > 0) {
      throw halfMadeOrRefused({ ...work, begun: false }, { vaultId: id, inputs, outputs: {} });
    }
  }

  #ownerFailures(vaultId: string, inputs: Properties, context: CallContext): CheckFailure[] {
    const exceptIds = containsUnknown(inputs.exceptMappingIds) ? undefined : exceptIdsIn(inputs);
    const findings = this.#session.deployment.updateOwners.noteVault(
      { vaultId, urn: context.urn, exceptIds },
      { vault: "vaultId", except: "exceptMappingIds" },
    );
    return toFailures(findings, context);
  }

  /** Says beforehand which mappings and machines a change is of. */
  async #tell(inputs: Properties, context: CallContext): Promise<void> {
    const vaultId = isUnknown(inputs.vaultId) ? undefined : textOf(inputs.vaultId);
    if (vaultId === undefined || !isAsked(inputs)) {
      return;
    }
    const mappings = await readableMappings(this.#session, vaultId, quietly(context));
    await tellChanges(
      this.#session,
      vaultId,
      planOf(inputs, mappings ?? []),
      settingIn(inputs),
      context,
    );
  }

  async #apply(inputs: Properties, context: CallContext): Promise<Properties> {
    const vaultId = textIn(inputs, "vaultId");
    const setting = settingIn(inputs);
    const client = await this.#session.client();
    const mappings = await mappingsOf(client, vaultId, context.signal);
    const plan = planOf(inputs, mappings);
    refuseErrors(
      `Agent auto-update of the vault "${vaultId}"`,
      await accountFindings(this.#session, vaultId, inputs, { look: strictly(context), mappings }),
    );
    await tellChanges(this.#session, vaultId, plan, setting, context);
    const work = await changeMappings(this.#session, plan, setting, context);
    const outputsOf = (held: readonly AzureObject[]) => ({
      ...inputs,
      [mappingsProperty]: mappingsHeld(planOf(inputs, held), setting),
    });
    let after = mappings;
    if (work.begun && !context.signal.aborted) {
      try {
        after = await mappingsOf(client, vaultId, context.signal);
      } catch (error) {
        const unread = [...work.failures, reasonOf(error, context.signal)];
        const state = { vaultId, inputs, outputs: outputsOf(mappings) };
        throw halfMadeOrRefused({ ...work, failures: unread }, state);
      }
    }
    const outputs = outputsOf(after);
    if (work.failures.length > 0) {
      throw halfMadeOrRefused(work, { vaultId, inputs, outputs });
    }
    return outputs;
  }
}
