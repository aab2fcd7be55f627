import { status } from "@grpc/grpc-js";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { decodeProperties, encodeProperties } from "../../plugin/property-values";
import type { Marked } from "../../plugin/secrets";
import type { Deployment } from "./deployment";

type Callback<T> = (error: MonitorError | null, response?: T) => void;

/** As gRPC tells an error; Pulumi reads code and details. */
interface MonitorError extends Error {
  readonly code: status;
  readonly details: string;
}

/** What the Pulumi SDK may use; options that are not here it refuses by name itself. */
const features: ReadonlySet<string> = new Set(["secrets", "aliasSpecs"]);

/**
 * Stands for the engine's resource monitor in the process of the program. A failure of a resource
 * is kept by the deployment; the program is told only that the monitor is gone, as the engine tells
 * it, and whatever waits for the resource never goes on.
 */
export class Monitor {
  readonly #deployment: Deployment;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
  }

  supportsFeature(
    request: proto.SupportsFeatureRequest,
    answered: Callback<proto.SupportsFeatureResponse>,
  ): void {
    const response = new proto.SupportsFeatureResponse();
    response.setHassupport(features.has(request.getId()));
    answered(null, response);
  }

  registerResource(
    request: proto.RegisterResourceRequest,
    answered: Callback<proto.RegisterResourceResponse>,
  ): void {
    this.#answer(answered, async () => {
      const response = new proto.RegisterResourceResponse();
      const { urn, id, outputs } = await this.#deployment.register(request);
      response.setUrn(urn);
      response.setId(id ?? "");
      response.setObject(outputs === undefined ? request.getObject() : encode(outputs));
      return response;
    });
  }

  readResource(
    request: proto.ReadResourceRequest,
    answered: Callback<proto.ReadResourceResponse>,
  ): void {
    this.#answer(answered, async () => {
      const response = new proto.ReadResourceResponse();
      const { urn, outputs } = await this.#deployment.read(request);
      response.setUrn(urn);
      response.setProperties(encode(outputs));
      return response;
    });
  }

  registerResourceOutputs(
    request: proto.RegisterResourceOutputsRequest,
    answered: Callback<Empty>,
  ): void {
    this.#answer(answered, () => {
      this.#deployment.setOutputs(request.getUrn(), request.getOutputs());
      return Promise.resolve(new Empty());
    });
  }

  /** A failed function call is the program's to catch, so it is told and not kept. */
  invoke(request: proto.ResourceInvokeRequest, answered: Callback<InvokeResponse>): void {
    const args = decodeProperties(request.getArgs()).value;
    this.#deployment.invoke(request.getTok(), args, request.getProvider()).then(
      (result) => {
        const response = new InvokeResponse();
        response.setReturn(encodeProperties(result.value, result.secrets));
        answered(null, response);
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        const text = `invocation of ${request.getTok()} returned an error: ${reason}`;
        answered(monitorError(status.UNKNOWN, text));
      },
    );
  }

  /** Called when the program is done with its monitor. */
  close(): void {
    // There is nothing to close.
  }

  #answer<T>(answered: Callback<T>, work: () => Promise<T>): void {
    this.#deployment.track(work()).then(
      (response) => {
        answered(null, response);
      },
      () => {
        answered(monitorError(status.UNAVAILABLE, "the deployment has failed"));
      },
    );
  }
}

function encode({ value, secrets }: Marked<Record<string, unknown>>) {
  return encodeProperties(value, secrets);
}

function monitorError(code: status, details: string): MonitorError {
  return Object.assign(new Error(details), { code, details });
}
