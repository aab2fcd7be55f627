import { deterministicGuid } from "../../../azure/guid";
import type { Answer, Call, LongRunning, Operation } from "../../operation";
import { Router } from "../../resource-manager/router";

/** Requests that Site Recovery makes of itself while it carries out another. */
export class InnerRequests {
  readonly #router: Router;

  constructor(
    private readonly call: Call,
    operations: readonly Operation[],
  ) {
    this.#router = new Router(operations);
  }

  /** A PUT whose work is done at once; its job is there as any other. Throws what it is refused with. */
  putAtOnce(path: string, body: object): void {
    let work: LongRunning | undefined;
    this.#put(path, body, (begun) => {
      work = begun;
      const name = deterministicGuid("inner request", path, this.call.clock.now().toISOString());
      return {
        status: 202,
        headers: { "azure-asyncoperation": `replicationOperationStatus/${name}` },
      };
    });
    work?.finish();
  }

  /** A PUT whose work takes its time. */
  put(path: string, body: object): Answer {
    return this.#put(path, body, (work) => this.call.begin(work));
  }

  #put(path: string, body: object, begin: Call["begin"]): Answer {
    const found = this.#router.route("PUT", path);
    if (found === undefined || "allowed" in found) {
      throw new TypeError(`Nothing answers PUT ${path}`);
    }
    const { operation, parameters } = found;
    const inner: Call = { ...this.call, method: "PUT", path, parameters, body, begin };
    const answer = operation.handle(inner);
    if (answer instanceof Promise) {
      throw new TypeError(`${operation.id} does not answer at once`);
    }
    return answer;
  }
}
