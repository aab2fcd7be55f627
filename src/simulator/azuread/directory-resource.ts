import type {
  CallContext,
  CheckFailure,
  CheckRequest,
  CheckResponse,
  CreateRequest,
  CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  Properties,
  PropertyChange,
  ReadRequest,
  ReadResponse,
  ResourceHandler,
  UpdateRequest,
} from "../../plugin/handlers";
import { sameJson } from "../azure-native/json-values";
import type { GraphClient } from "./graph-client";

/** What is particular about a type of azuread. */
export interface DirectoryType {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Arguments whose change replaces the resource; all of them when left out. */
  readonly replacedBy?: readonly string[];
  /** Arguments that have a value when the program gives none. */
  readonly defaults?: Properties;
  /** Makes it and answers its id and outputs. */
  create(graph: GraphClient, inputs: Properties, signal: AbortSignal): Promise<Created>;
  /** Answers the outputs, `undefined` when it is gone. */
  read(graph: GraphClient, id: string, signal: AbortSignal): Promise<Properties | undefined>;
  /** Left out where every change replaces. */
  update?(graph: GraphClient, id: string, inputs: Properties, signal: AbortSignal): Promise<void>;
  delete(graph: GraphClient, id: string, signal: AbortSignal): Promise<void>;
}

export interface Created {
  readonly id: string;
  readonly outputs: Properties;
}

/** The life of one resource of azuread. */
export class DirectoryResource implements ResourceHandler {
  constructor(
    private readonly graph: () => GraphClient,
    private readonly type: DirectoryType,
  ) {}

  /** An argument that the double does not know is refused: nothing passes silently. */
  check({ newInputs }: CheckRequest): Promise<CheckResponse> {
    const { required, optional, defaults = {} } = this.type;
    const known = new Set([...required, ...optional]);
    const failures: CheckFailure[] = [
      ...required
        .filter((name) => newInputs[name] === undefined)
        .map((name) => ({ reason: `Missing required property '${name}'` })),
      ...Object.keys(newInputs)
        .filter((name) => !known.has(name))
        .map((property) => ({
          property,
          reason: `The azuread double does not translate the argument '${property}'.`,
        })),
    ];
    return Promise.resolve({ inputs: { ...defaults, ...newInputs }, failures });
  }

  diff({ oldInputs, newInputs, ignoreChanges }: DiffRequest): Promise<DiffResponse> {
    const changes: Record<string, PropertyChange> = {};
    for (const name of new Set([...Object.keys(oldInputs), ...Object.keys(newInputs)])) {
      const [before, after] = [oldInputs[name], newInputs[name]];
      if (sameJson(before, after) || ignoreChanges.includes(name)) {
        continue;
      }
      const kind = before === undefined ? "add" : after === undefined ? "delete" : "update";
      const replaces = this.type.replacedBy?.includes(name) ?? true;
      changes[name] = replaces ? `${kind}-replace` : kind;
    }
    return Promise.resolve({ changes, deleteBeforeReplace: true });
  }

  async create(
    { inputs, preview }: CreateRequest,
    { signal }: CallContext,
  ): Promise<CreateResponse> {
    if (preview) {
      return { outputs: inputs };
    }
    const { id, outputs } = await this.type.create(this.graph(), inputs, signal);
    return { id, outputs: { ...inputs, ...outputs } };
  }

  async read(request: ReadRequest, { signal }: CallContext): Promise<ReadResponse | undefined> {
    const found = await this.type.read(this.graph(), request.id, signal);
    if (found === undefined) {
      return undefined;
    }
    const known = new Set([...this.type.required, ...this.type.optional]);
    const isImport = Object.keys(request.inputs).length === 0;
    const inputs = Object.fromEntries(
      Object.entries(found).filter(
        ([name, value]) =>
          known.has(name) && (name in request.inputs || (isImport && !isEmpty(value))),
      ),
    );
    return {
      id: request.id,
      inputs: { ...request.inputs, ...inputs },
      outputs: { ...request.outputs, ...found },
    };
  }

  async update(request: UpdateRequest, { signal }: CallContext): Promise<{ outputs: Properties }> {
    const { id, newInputs, oldOutputs, preview } = request;
    if (!preview) {
      await this.type.update?.(this.graph(), id, newInputs, signal);
    }
    return { outputs: { ...oldOutputs, ...newInputs } };
  }

  delete({ id }: DeleteRequest, { signal }: CallContext): Promise<void> {
    return this.type.delete(this.graph(), id, signal);
  }
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === null || (Array.isArray(value) && value.length === 0);
}
