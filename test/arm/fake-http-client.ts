import {
  RestError,
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";

/** What a fake server answers: status, body and headers, or the code of a broken connection. */
export type Answer =
  { status?: number; body?: string; headers?: Record<string, string> } | { broken: string };

/** Answers requests by a function, and keeps them. */
export class FakeHttpClient implements HttpClient {
  readonly requests: PipelineRequest[] = [];
  readonly #answer: (request: PipelineRequest) => Answer;

  constructor(answer: (request: PipelineRequest) => Answer) {
    this.#answer = answer;
  }

  get lines(): string[] {
    return this.requests.map(({ method, url }) => `${method} ${url}`);
  }

  header(index: number, name: string): string | undefined {
    return this.#at(index).headers.get(name);
  }

  body(index: number): unknown {
    return this.#at(index).body;
  }

  #at(index: number): PipelineRequest {
    const request = this.requests.at(index);
    if (request === undefined) {
      throw new Error(`there was no request ${index}`);
    }
    return request;
  }

  sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
    this.requests.push(request);
    const answer = this.#answer(request);
    if ("broken" in answer) {
      return Promise.reject(
        new RestError(`connect ${answer.broken}`, { code: answer.broken, request }),
      );
    }
    return Promise.resolve({
      request,
      status: answer.status ?? 200,
      headers: createHttpHeaders(answer.headers),
      bodyAsText: answer.body ?? "",
    });
  }
}
