import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { toDiffResponse, topLevelProperty } from "./diff-response";
import type { Engine } from "./engine";
import type {
  Autonaming,
  CallContext,
  CheckFailure,
  ProviderHandlers,
  ResourceHandler,
} from "./handlers";
import { decodeProperties, encodeProperties } from "./property-values";
import { timeoutOf } from "./running-calls";
import {
  Redactor,
  hasSecrets,
  marksOf,
  mergeMarks,
  type Marked,
  type SecretMarks,
} from "./secrets";
import { NoHandlerError, toStatus } from "./status";

/** The part of a request that names its resource. */
interface Target {
  getUrn(): string;
  getName(): string;
  getType(): string;
}

const autonamingModes: readonly Autonaming["mode"][] = ["propose", "enforce", "disable"];

/** Translates the engine's calls about resources into a provider's handlers. */
export class ResourceCalls {
  readonly #handlers: ProviderHandlers;
  readonly #engine: Engine;
  readonly #configurationSecrets: () => Marked<unknown>;

  constructor(
    handlers: ProviderHandlers,
    engine: Engine,
    configurationSecrets: () => Marked<unknown>,
  ) {
    this.#handlers = handlers;
    this.#engine = engine;
    this.#configurationSecrets = configurationSecrets;
  }

  check(request: proto.CheckRequest, signal: AbortSignal): Promise<proto.CheckResponse> {
    const olds = decodeProperties(request.getOlds());
    const news = decodeProperties(request.getNews());
    return this.#call(request, signal, [olds, news], async (handler, context, redact) => {
      const answer = await handler.check(
        {
          oldInputs: Object.keys(olds.value).length === 0 ? undefined : olds.value,
          newInputs: news.value,
          randomSeed: request.getRandomseed_asU8(),
          autonaming: autonamingOf(request),
        },
        context,
      );
      const response = new proto.CheckResponse();
      response.setInputs(encodeProperties(answer.inputs, news.secrets));
      response.setFailuresList(toFailures(answer.failures, news.secrets, redact));
      return response;
    });
  }

  diff(request: proto.DiffRequest, signal: AbortSignal): Promise<proto.DiffResponse> {
    const oldInputs = decodeProperties(request.getOldInputs());
    const oldOutputs = decodeProperties(request.getOlds());
    const news = decodeProperties(request.getNews());
    return this.#call(request, signal, [oldInputs, oldOutputs, news], async (handler, context) =>
      toDiffResponse(
        await handler.diff(
          {
            id: request.getId(),
            oldInputs: oldInputs.value,
            oldOutputs: oldOutputs.value,
            newInputs: news.value,
            ignoreChanges: request.getIgnorechangesList(),
          },
          context,
        ),
      ),
    );
  }

  create(request: proto.CreateRequest, signal: AbortSignal): Promise<proto.CreateResponse> {
    const inputs = decodeProperties(request.getProperties());
    return this.#call(request, signal, [inputs], async (handler, context) => {
      const preview = request.getPreview();
      const answer = await handler.create({ inputs: inputs.value, preview }, context);
      const response = new proto.CreateResponse();
      response.setId(preview ? "" : (answer.id ?? ""));
      response.setProperties(encodeProperties(answer.outputs, this.#outputMarks(inputs.secrets)));
      return response;
    });
  }

  read(request: proto.ReadRequest, signal: AbortSignal): Promise<proto.ReadResponse> {
    const inputs = decodeProperties(request.getInputs());
    const outputs = decodeProperties(request.getProperties());
    return this.#call(request, signal, [inputs, outputs], async (handler, context) => {
      const state = { id: request.getId(), inputs: inputs.value, outputs: outputs.value };
      const answer = await handler.read(state, context);
      const response = new proto.ReadResponse();
      if (answer !== undefined) {
        const marks = mergeMarks(inputs.secrets, outputs.secrets);
        response.setId(answer.id);
        response.setInputs(encodeProperties(answer.inputs, inputs.secrets));
        response.setProperties(encodeProperties(answer.outputs, this.#outputMarks(marks)));
      }
      return response;
    });
  }

  update(request: proto.UpdateRequest, signal: AbortSignal): Promise<proto.UpdateResponse> {
    const oldInputs = decodeProperties(request.getOldInputs());
    const oldOutputs = decodeProperties(request.getOlds());
    const news = decodeProperties(request.getNews());
    return this.#call(request, signal, [news, oldInputs, oldOutputs], async (handler, context) => {
      const answer = await handler.update(
        {
          id: request.getId(),
          oldInputs: oldInputs.value,
          oldOutputs: oldOutputs.value,
          newInputs: news.value,
          preview: request.getPreview(),
        },
        context,
      );
      const response = new proto.UpdateResponse();
      response.setProperties(encodeProperties(answer.outputs, this.#outputMarks(news.secrets)));
      return response;
    });
  }

  delete(request: proto.DeleteRequest, signal: AbortSignal): Promise<Empty> {
    const inputs = decodeProperties(request.getOldInputs());
    const outputs = decodeProperties(request.getProperties());
    return this.#call(request, signal, [inputs, outputs], async (handler, context) => {
      const state = { id: request.getId(), inputs: inputs.value, outputs: outputs.value };
      await handler.delete(state, context);
      return new Empty();
    });
  }

  /** Runs one call; what it throws leaves as a gRPC status that repeats no secret. */
  async #call<T>(
    target: Target,
    signal: AbortSignal,
    given: readonly Marked<unknown>[],
    work: (
      handler: ResourceHandler,
      context: CallContext,
      redact: (text: string) => string,
    ) => Promise<T>,
  ): Promise<T> {
    const redactor = new Redactor(this.#configurationSecrets(), ...given);
    const redact = redactor.redact.bind(redactor);
    const logged: Promise<void>[] = [];
    const urn = target.getUrn();
    const timeoutInSeconds = timeoutOf(target);
    const context: CallContext = {
      ...(timeoutInSeconds > 0 ? { timeoutInSeconds } : {}),
      urn,
      name: target.getName() || nameOf(urn),
      signal,
      log: (severity, message) => {
        logged.push(this.#engine.log(severity, redact(message), urn));
      },
    };
    try {
      return await work(this.#handlerOf(target.getType() || typeOf(urn)), context, redact);
    } catch (error) {
      const secrets = given.map((values) => values.secrets).reduce(mergeMarks);
      throw toStatus(error, { secrets: this.#outputMarks(secrets), redact });
    } finally {
      // The engine forgets a resource when its call ends; a later message would be lost.
      await Promise.all(logged);
    }
  }

  #handlerOf(token: string): ResourceHandler {
    const handler = this.#handlers.resource(token);
    if (handler === undefined) {
      throw new NoHandlerError("Resource", token);
    }
    return handler;
  }

  #outputMarks(given: SecretMarks): SecretMarks {
    return mergeMarks(given, marksOf(this.#handlers.secretOutputs ?? []));
  }
}

/**
 * Failures as the engine takes them. The engine prints the value of the property that a failure
 * names, so a secret one is named only in the reason.
 */
export function toFailures(
  failures: readonly CheckFailure[],
  secrets: SecretMarks,
  redact: (text: string) => string,
): proto.CheckFailure[] {
  return failures.map(({ property, reason }) => {
    const failure = new proto.CheckFailure();
    const top = topLevelProperty(property ?? "");
    if (secrets === true || hasSecrets(secrets[top])) {
      failure.setReason(redact(`${property ?? top}: ${reason}`));
    } else {
      failure.setProperty(property ?? "");
      failure.setReason(redact(reason));
    }
    return failure;
  });
}

function autonamingOf(request: proto.CheckRequest): Autonaming | undefined {
  const autonaming = request.getAutonaming();
  return autonaming === undefined
    ? undefined
    : {
        proposedName: autonaming.getProposedName(),
        mode: autonamingModes[autonaming.getMode()] ?? "propose",
      };
}

/** The type in a URN: `urn:pulumi:stack::project::parent$type::name`. */
function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
