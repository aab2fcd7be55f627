import { isDeepStrictEqual } from "node:util";
import { isNotFound } from "../arm/errors";
import { automationNameFindings } from "../azure/automation-names";
import { childId, parentId, resourceIdFindings, sameId } from "../azure/resource-id";
import {
  containsUnknown,
  isUnknown,
  ResourceInitializationError,
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
  type PropertyChange,
  type ReadRequest,
  type ReadResponse,
  type ResourceHandler,
  type UpdateRequest,
} from "../plugin/handlers";
import { armUrl, automationAccountApiVersion, automationAccountType } from "../arm/api";
import type { AutomationKind, AutomationProperty, AutomationTask } from "./automation-kind";
import { propertyTypeFailures } from "./automation-property";
import { azureObject, defined, textOf, type AzureObject } from "../arm/azure-object";
import { toFailures, unknownPropertyFailures } from "./findings";
import { chooseName, nameFailures } from "./names";
import type { Session } from "./session";

const accountProperty = "automationAccountId";

/** The life of something in an automation account. */
export class AutomationHandler implements ResourceHandler {
  readonly #kind: AutomationKind;
  readonly #session: Session;
  readonly #properties: Readonly<Record<string, AutomationProperty>>;

  constructor(kind: AutomationKind, session: Session) {
    this.#kind = kind;
    this.#session = session;
    this.#properties = {
      [accountProperty]: { type: "text", required: true, fixed: true, same: sameText(sameId) },
      [kind.nameProperty]: { type: "text", fixed: true, same: sameText(sameWord) },
      ...kind.properties,
    };
  }

  check(request: CheckRequest, context: CallContext): Promise<CheckResponse> {
    const { nameProperty, noun } = this.#kind;
    const inputs = defined(request.newInputs);
    const name = chooseName(inputs[nameProperty], nameProperty, request, context);
    Object.assign(inputs, defined({ [nameProperty]: name }));
    const failures: CheckFailure[] = [
      ...unknownPropertyFailures(inputs, Object.keys(this.#properties)),
      ...Object.entries(this.#properties)
        .filter(([property]) => property !== nameProperty)
        .flatMap(([property, type]) => propertyTypeFailures(property, type, inputs[property])),
      ...nameFailures(name, nameProperty),
    ];
    if (failures.length === 0) {
      failures.push(...this.#judge(inputs, noun, context));
    }
    const before = request.oldInputs;
    const refused = before === undefined ? undefined : this.#kind.refusedChange?.(before, inputs);
    return Promise.resolve({
      inputs,
      failures: [...failures, ...(refused === undefined ? [] : [refused])],
    });
  }

  #judge(inputs: Properties, noun: string, context: CallContext): CheckFailure[] {
    const account = inputs[accountProperty];
    const name = inputs[this.#kind.nameProperty];
    return toFailures(
      [
        ...(isUnknown(account)
          ? []
          : resourceIdFindings(String(account), accountProperty, automationAccountType)),
        ...(isUnknown(name)
          ? []
          : automationNameFindings(noun, String(name), this.#kind.nameProperty)),
        ...(containsUnknown(inputs) ? [] : this.#kind.findings(inputs)),
      ],
      context,
    );
  }

  diff({ id, oldInputs, newInputs }: DiffRequest): Promise<DiffResponse> {
    // A read before names were told apart knows them by the id alone.
    const old = { ...this.#placeOf(id), ...defined(oldInputs) };
    return Promise.resolve({ changes: this.#changes(old, newInputs), deleteBeforeReplace: true });
  }

  async create({ inputs, preview }: CreateRequest, context: CallContext): Promise<CreateResponse> {
    if (preview) {
      return { outputs: this.#expected(inputs) };
    }
    const { segment, nameProperty } = this.#kind;
    const id = childId(
      String(inputs[accountProperty]).replace(/\/+$/, ""),
      segment,
      String(inputs[nameProperty]),
    );
    const task = await this.#task(id, inputs, context);
    const existing = await this.#get(task);
    if (existing !== undefined && !this.#kind.isLeftBehind(existing, inputs)) {
      throw new Error(
        `The ${this.#kind.noun} already exists: ${id}. Give another ${nameProperty}, or import it: pulumi import ${this.#kind.token} ${context.name} "${id}". A resource that was only renamed in the program needs an alias instead.`,
      );
    }
    const told = await this.#kind.create(task, existing);
    return { id, outputs: { ...inputs, ...told } };
  }

  async read(
    { id, inputs, outputs }: ReadRequest,
    context: CallContext,
  ): Promise<ReadResponse | undefined> {
    const place = this.#placeOf(id);
    if (place === undefined) {
      throw new Error(
        `"${id}" is not the id of a ${this.#kind.noun}. Give {automation account id}/${this.#kind.segment}/{name}.`,
      );
    }
    const task = await this.#task(id, { ...place, ...inputs }, context);
    const object = await this.#get(task);
    if (object === undefined) {
      return undefined;
    }
    const { held, told } = await this.#kind.read(object, task, outputs);
    const known = { ...place, ...this.#given(inputs, held) };
    return { id, inputs: known, outputs: { ...known, ...told } };
  }

  async update(
    { id, oldInputs, oldOutputs, newInputs, preview }: UpdateRequest,
    context: CallContext,
  ): Promise<{ outputs: Properties }> {
    if (preview) {
      return { outputs: this.#expected(newInputs, oldOutputs) };
    }
    const task = await this.#task(id, newInputs, context);
    const changed = this.#changes(oldInputs, newInputs);
    const told = await this.#kind.update(task, changed, oldOutputs);
    return { outputs: { ...newInputs, ...told } };
  }

  async delete({ id, inputs }: DeleteRequest, context: CallContext): Promise<void> {
    const task = await this.#task(id, inputs, context);
    try {
      await task.client.sendAndSettle(
        { method: "DELETE", url: armUrl(id, automationAccountApiVersion) },
        { signal: context.signal },
      );
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
    await this.#kind.deleteRest?.(task);
  }

  #changes(old: Properties, wanted: Properties): Record<string, PropertyChange> {
    const changes: Record<string, PropertyChange> = {};
    for (const [name, property] of Object.entries(this.#properties)) {
      const { fixed, beginsOnly, same = isDeepStrictEqual } = property;
      const before = old[name];
      const after = wanted[name];
      if (beginsOnly === true || (before === undefined && after === undefined)) {
        continue;
      }
      const kind = before === undefined ? "add" : after === undefined ? "delete" : "update";
      if (containsUnknown(after)) {
        changes[name] = kind;
      } else if (kind !== "update" || !same(before, after)) {
        changes[name] = fixed === true ? `${kind}-replace` : kind;
      }
    }
    return changes;
  }

  /** Inputs as given where Azure holds the same, else what it holds. What was never given is no drift. */
  #given(inputs: Properties, held: Properties): Properties {
    const isImport = Object.keys(inputs).length === 0;
    const names = isImport ? Object.keys(held) : Object.keys(inputs);
    return defined(
      Object.fromEntries(
        names.map((name) => {
          const { same = isDeepStrictEqual } = this.#properties[name] ?? {};
          const given = inputs[name];
          const now = name in held ? held[name] : given;
          return [name, given !== undefined && same(given, now) ? given : now];
        }),
      ),
    );
  }

  #expected(inputs: Properties, before: Properties = {}): Properties {
    const { told, lasting = [] } = this.#kind;
    const expected: Properties = Object.fromEntries(
      told.map((name) => [
        name,
        lasting.includes(name) ? (before[name] ?? unknownValue) : unknownValue,
      ]),
    );
    return { ...inputs, ...expected };
  }

  #placeOf(id: string): Properties | undefined {
    const { segment, nameProperty } = this.#kind;
    const [, name] = new RegExp(`/${segment}/([^/]+)/?$`, "i").exec(id) ?? [];
    const account = parentId(id.replace(/\/+$/, ""));
    return name === undefined || account === undefined
      ? undefined
      : { [accountProperty]: account, [nameProperty]: name };
  }

  async #get({ client, id, context }: AutomationTask): Promise<AzureObject | undefined> {
    const response = await client.getOrUndefined(
      armUrl(id, automationAccountApiVersion),
      context.signal,
    );
    return response === undefined ? undefined : azureObject(response);
  }

  async #task(id: string, inputs: Properties, context: CallContext): Promise<AutomationTask> {
    const told = Object.fromEntries(this.#kind.told.map((name) => [name, ""]));
    return {
      client: await this.#session.client(),
      id,
      inputs,
      context,
      halfMade: (reason) =>
        new ResourceInitializationError(id, { ...inputs, ...told }, inputs, [
          `The ${this.#kind.noun} is not complete: ${reason}`,
        ]),
    };
  }
}

function sameText(same: (left: string, right: string) => boolean) {
  return (left: unknown, right: unknown): boolean =>
    same(textOf(left)?.replace(/\/+$/, "") ?? "", textOf(right)?.replace(/\/+$/, "") ?? "");
}

function sameWord(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
