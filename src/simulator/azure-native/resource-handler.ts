import type { ArmClient } from "../../arm/arm-client";
import { ArmRequestError, isNotFound } from "../../arm/errors";
import type { ArmRequest, ArmResponse } from "../../arm/transport";
import {
  ResourceInitializationError,
  type CallContext,
  type CheckRequest,
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
} from "../../plugin/handlers";
import { requestBody, updateRequest } from "./bodies";
import { checkArguments } from "./check";
import { diffArguments } from "./diff";
import { isObject, withoutAbsent } from "./json-values";
import { fillPath, parseId, urlOf } from "./paths";
import { driftedArguments, importedArguments } from "./projection";
import type { ResourceDeclaration } from "./sdk-declarations";
import { inProviderWords, type Session } from "./session";
import type { Translation } from "./translation";

/** The life of one resource type of azure-native, as its table row tells it. */
export class TranslatedResource implements ResourceHandler {
  constructor(
    readonly session: Session,
    readonly translation: Translation,
    readonly declaration: ResourceDeclaration,
  ) {}

  check(request: CheckRequest, context: CallContext) {
    return inWords(
      checkArguments(this.session, this.translation, this.declaration, request, context),
    );
  }

  diff(request: DiffRequest): Promise<DiffResponse> {
    return Promise.resolve(diffArguments(this.translation, request));
  }

  async create({ inputs, preview }: CreateRequest, context: CallContext): Promise<CreateResponse> {
    if (preview) {
      return { outputs: this.#previewOutputs(inputs) };
    }
    const { subscriptionId } = await this.session.connection();
    const id = fillPath(this.translation.path, subscriptionId, inputs);
    const url = this.#url(id, inputs);
    const client = await this.session.client();
    await refuseExisting(client, id, url, context.signal);
    const body = requestBody(this, inputs, id, undefined);
    const request: ArmRequest = { method: "PUT", url: this.#writeUrl(id, inputs), body };
    const answer = await inWords(client.send(request, context.signal));
    const written = { request, answer, id: idIn(answer.body) ?? id, inputs };
    const outputs = await this.#afterWrite(client, written, context);
    // Accepted work tells the id only when it is done; it is the one without escapes.
    const { id: told = written.id } = outputs;
    return { id: String(told), outputs };
  }

  async update(request: UpdateRequest, context: CallContext): Promise<{ outputs: Properties }> {
    const { id, newInputs: inputs } = request;
    if (request.preview) {
      const { name, location, id: known } = request.oldOutputs;
      const kept = withoutAbsent({ name, location, id: known });
      return { outputs: { ...this.#previewOutputs(inputs), ...kept } };
    }
    const client = await this.session.client();
    const url = this.#url(id, inputs);
    const write = await inWords(
      updateRequest(
        this,
        request,
        this.#writeUrl(id, inputs),
        async () => (await client.get(url, context.signal)).body,
      ),
    );
    const answer = await inWords(client.send(write, context.signal));
    return {
      outputs: await this.#afterWrite(client, { request: write, answer, id, inputs }, context),
    };
  }

  async read(request: ReadRequest, context: CallContext): Promise<ReadResponse | undefined> {
    const isImport = Object.keys(request.inputs).length === 0;
    const pathInputs = isImport ? parseId(request.id, this.translation.path) : {};
    const client = await this.session.client();
    const url = this.#url(request.id, request.inputs);
    const found = await inWords(client.getOrUndefined(url, context.signal));
    if (found === undefined || !isObject(found.body)) {
      return undefined;
    }
    const outputs = this.outputsOf(found.body, request.id);
    const inputs = isImport
      ? { ...importedArguments(this, outputs), ...withoutSubscription(pathInputs) }
      : driftedArguments(this, request, outputs);
    return { id: idIn(found.body) ?? request.id, inputs, outputs };
  }

  async delete({ id, inputs }: DeleteRequest, context: CallContext): Promise<void> {
    const client = await this.session.client();
    const request: ArmRequest = { method: "DELETE", url: this.#url(id, inputs) };
    try {
      const answer = await client.send(request, context.signal);
      if (this.translation.longRunning?.includes("delete") === true) {
        await client.settle(answer, request, { signal: context.signal });
      }
    } catch (error) {
      if (!isNotFound(error)) {
        throw inProviderWords(error);
      }
    }
  }

  /** What a program sees of Azure's answer. Arguments of the path are not among it. */
  outputsOf(body: Properties, id: string): Properties {
    const outputs = this.session.conversion.fromArm(
      body,
      this.declaration.outputs,
      this.translation,
    );
    return { ...outputs, id: idIn(body) ?? id, azureApiVersion: this.translation.apiVersion };
  }

  #previewOutputs(inputs: Properties): Properties {
    const { conversion } = this.session;
    const { outputs } = this.declaration;
    const given = conversion.fromArm(
      requestBody(this, inputs, "", undefined),
      outputs,
      this.translation,
    );
    return {
      ...conversion.withUnknowns(given, outputs),
      azureApiVersion: this.translation.apiVersion,
    };
  }

  #url(id: string, inputs: Properties, query: Readonly<Record<string, string>> = {}): string {
    const given = this.translation.apiVersionArgument === true ? inputs.apiVersion : undefined;
    return urlOf(id, typeof given === "string" ? given : this.translation.apiVersion, query);
  }

  #writeUrl(id: string, inputs: Properties): string {
    const names = (this.translation.query ?? []).filter((name) => inputs[name] !== undefined);
    return this.#url(id, inputs, Object.fromEntries(names.map((n) => [n, String(inputs[n])])));
  }

  /** Waits for accepted work and reads what it made; work that then fails is kept as half made. */
  async #afterWrite(
    client: ArmClient,
    write: { request: ArmRequest; answer: ArmResponse; id: string; inputs: Properties },
    context: CallContext,
  ): Promise<Properties> {
    const { request, answer, id, inputs } = write;
    const url = this.#url(id, inputs);
    let { body } = answer;
    if (this.translation.longRunning?.includes("put") === true || answer.status === 202) {
      try {
        ({ body } = await client.settle(answer, request, { signal: context.signal }));
      } catch (error) {
        context.signal.throwIfAborted();
        const state = await client.getOrUndefined(url, context.signal).catch(() => undefined);
        const failure = inProviderWords(error);
        if (!isObject(state?.body)) {
          throw failure;
        }
        throw new ResourceInitializationError(id, this.outputsOf(state.body, id), inputs, [
          failure.message,
        ]);
      }
    }
    if (this.session.setting("skipReadOnUpdate") !== "true") {
      try {
        ({ body } = await client.get(url, context.signal));
      } catch (error) {
        context.signal.throwIfAborted();
        context.log(
          "warning",
          `Failed to read resource after Update: ${inProviderWords(error).message}`,
        );
      }
    }
    return this.outputsOf(isObject(body) ? body : {}, id);
  }
}

/** A resource that exists is not taken over: the program must import it. */
async function refuseExisting(
  client: ArmClient,
  id: string,
  url: string,
  signal: AbortSignal,
): Promise<void> {
  let existing: ArmResponse | undefined;
  try {
    existing = await client.getOrUndefined(url, signal);
  } catch (error) {
    if (!(error instanceof ArmRequestError)) {
      throw error;
    }
    const { status, code, azureMessage } = error;
    const body = JSON.stringify({ error: { code, message: azureMessage } });
    throw new Error(`cannot check existence of resource '${id}': status code ${status}, ${body}`, {
      cause: error,
    });
  }
  if (
    existing?.status === 200 &&
    isObject(existing.body) &&
    Object.keys(existing.body).length > 0
  ) {
    throw new Error(`cannot create already existing resource '${id}'`);
  }
}

async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw inProviderWords(error);
  }
}

function withoutSubscription(pathInputs: Record<string, string>): Properties {
  return Object.fromEntries(
    Object.entries(pathInputs).filter(([name]) => name !== "subscriptionId"),
  );
}

function idIn(body: unknown): string | undefined {
  return isObject(body) && typeof body.id === "string" && body.id !== "" ? body.id : undefined;
}
