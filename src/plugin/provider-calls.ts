import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { ProviderHandlers } from "./handlers";
import { decodeProperties, encodeProperties } from "./property-values";
import { toFailures } from "./resource-calls";
import { Redactor, marksOf, mergeMarks, noSecrets, type Marked, type SecretMarks } from "./secrets";
import { NoHandlerError, toStatus } from "./status";

/** Translates the engine's calls about the provider itself: its configuration and its functions. */
export class ProviderCalls {
  readonly #handlers: ProviderHandlers;
  #configuration: Marked<unknown> = { value: {}, secrets: noSecrets };

  constructor(handlers: ProviderHandlers) {
    this.#handlers = handlers;
  }

  /** The configuration with its secrets marked: what no message may repeat. */
  get configuration(): Marked<unknown> {
    return this.#configuration;
  }

  check(request: proto.CheckRequest): proto.CheckResponse {
    const news = decodeProperties(request.getNews());
    const secrets = this.#marks(news.secrets);
    const redactor = new Redactor({ value: news.value, secrets });
    const failures = this.#handlers.checkConfiguration?.(news.value) ?? [];
    const response = new proto.CheckResponse();
    response.setInputs(encodeProperties(news.value, secrets));
    response.setFailuresList(toFailures(failures, secrets, redactor.redact.bind(redactor)));
    return response;
  }

  async configure(request: proto.ConfigureRequest): Promise<proto.ConfigureResponse> {
    const { value, secrets } = decodeProperties(request.getArgs());
    this.#configuration = { value, secrets: this.#marks(secrets) };
    await this.#guard(this.#configuration, () => this.#handlers.configure(value));
    const response = new proto.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setSupportspreview(true);
    response.setSupportsAutonamingConfiguration(true);
    return response;
  }

  invoke(request: proto.InvokeRequest, signal: AbortSignal): Promise<proto.InvokeResponse> {
    const { value, secrets } = decodeProperties(request.getArgs());
    return this.#guard({ value, secrets }, async () => {
      const token = request.getTok();
      if (this.#handlers.invoke === undefined) {
        throw new NoHandlerError("Invoke", token);
      }
      const answer = await this.#handlers.invoke(token, value, request.getPreview(), signal);
      const response = new proto.InvokeResponse();
      response.setReturn(encodeProperties(answer, this.#marks(noSecrets)));
      return response;
    });
  }

  async #guard<T>(given: Marked<unknown>, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const redactor = new Redactor(this.#configuration, given);
      throw toStatus(error, { secrets: noSecrets, redact: redactor.redact.bind(redactor) });
    }
  }

  #marks(given: SecretMarks): SecretMarks {
    return mergeMarks(given, marksOf(this.#handlers.secretOutputs ?? []));
  }
}
