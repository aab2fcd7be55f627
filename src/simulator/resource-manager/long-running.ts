import type { Answer, Call, LongRunning, Operation } from "../operation";
import { ArmError } from "../operation";
import { withoutUndefined } from "../json";

/** One piece of long-running work, under way or done. */
interface Work {
  readonly id: string;
  readonly startedAt: Date;
  readonly retryAfterInSeconds: number;
  endedAt?: Date;
  /** Status word in Azure's or the provider's own vocabulary; `undefined` while it runs. */
  word?: string;
  result?: unknown;
  error?: ArmError;
  /** Ends it; gone when it has ended, with all that it was begun from. */
  end?: () => void;
}

/** How a status address answers. */
export interface StatusForm {
  /** Word while the work runs. Defaults to `InProgress`. */
  readonly runningWord?: string;
  /** What the status document carries besides id, name, status and times; the result of the work goes here. */
  readonly body?: (work: { readonly id: string; readonly result: unknown }) => object;
}

/** All long-running work of one simulated Azure. */
export class LongRunningWork {
  readonly #works = new Map<string, Work>();

  /**
   * @param newId - Makes ids that are not used yet.
   * @param keptInHours - For how long the status of ended work can be asked for.
   */
  constructor(
    private readonly newId: () => string,
    private readonly keptInHours: number,
  ) {}

  begin(work: LongRunning, call: Pick<Call, "clock" | "endpoint" | "apiVersion">): Answer {
    const id = this.newId();
    const startedAt = call.clock.now();
    this.#forgetBefore(new Date(startedAt.getTime() - this.keptInHours * 3_600_000));
    const entry: Work = { id, startedAt, retryAfterInSeconds: work.retryAfterInSeconds };
    entry.end = () => {
      delete entry.end;
      entry.endedAt = call.clock.now();
      try {
        const outcome = work.finish();
        entry.word = outcome?.statusWord ?? "Succeeded";
        entry.result = outcome?.result;
      } catch (error) {
        entry.word = "Failed";
        entry.error = asArmError(error);
      }
    };
    this.#works.set(id, entry);
    call.clock.after(work.durationInSeconds * 1000, () => entry.end?.());
    const address = (path: string, query = ""): string =>
      `${call.endpoint}${encodeURI(path.replace("{id}", id))}?${query}api-version=${call.apiVersion}`;
    const headers: Record<string, string> = {
      "retry-after": String(work.retryAfterInSeconds),
    };
    if (work.headers.includes("Azure-AsyncOperation")) {
      headers["azure-asyncoperation"] = address(work.statusPath);
    }
    if (work.headers.includes("Location")) {
      const query = work.resultQuery === undefined ? "" : `${work.resultQuery}&`;
      headers.location = address(work.resultPath ?? work.statusPath, query);
    }
    return {
      status: work.status,
      headers,
      ...(work.body === undefined ? {} : { body: work.body }),
    };
  }

  /** Ends work before its time, or work that has none. Does nothing when it has ended, or is not known. */
  end(id: string): void {
    this.#works.get(id.toLowerCase())?.end?.();
  }

  /** Answers an `Azure-AsyncOperation` address: a document with `status`, always 200. */
  status(id: string, path: string, form: StatusForm = {}): Answer {
    const work = this.#find(id);
    return {
      status: 200,
      ...(work.endedAt === undefined ? retryAfter(work) : {}),
      body: withoutUndefined({
        id: path,
        name: work.id,
        status: work.word ?? form.runningWord ?? "InProgress",
        startTime: work.startedAt.toISOString(),
        endTime: work.endedAt?.toISOString(),
        error: work.error === undefined ? undefined : errorOf(work.error),
        ...form.body?.({ id: work.id, result: work.result }),
      }),
    };
  }

  /** Answers a `Location` address: 202 while the work runs, then its result or its error. */
  result(id: string): Answer {
    const work = this.#find(id);
    if (work.endedAt === undefined) {
      return { status: 202, headers: { "retry-after": String(work.retryAfterInSeconds) } };
    }
    if (work.error !== undefined) {
      throw work.error;
    }
    if (work.result === undefined) {
      return { status: 204 };
    }
    return work.result === null ? { status: 200 } : { status: 200, body: work.result };
  }

  /** Work is in the order in which it was begun: what was begun later has not ended before. */
  #forgetBefore(oldest: Date): void {
    for (const [key, { startedAt, endedAt }] of this.#works) {
      if (startedAt >= oldest) {
        return;
      }
      if (endedAt !== undefined && endedAt < oldest) {
        this.#works.delete(key);
      }
    }
  }

  #find(id: string): Work {
    const work = this.#works.get(id.toLowerCase());
    if (work === undefined) {
      throw new ArmError(404, "NotFound", `The operation '${id}' could not be found.`);
    }
    return work;
  }
}

/**
 * The operation behind an `Azure-AsyncOperation` address.
 *
 * @param path - Template that ends in the parameter `{id}`, as given to `begin` in `statusPath`.
 */
export function operationStatus(
  declaration: Pick<Operation, "id" | "path" | "action" | "witness"> & StatusForm,
): Operation {
  return {
    id: declaration.id,
    method: "GET",
    path: declaration.path,
    action: declaration.action,
    witness: declaration.witness,
    handle: (call) => call.work.status(call.parameters.id ?? "", call.path, declaration),
  };
}

/** The operation behind a `Location` address; its path template ends in `{id}` too. */
export function operationResult(
  declaration: Pick<Operation, "id" | "path" | "action" | "witness">,
): Operation {
  return {
    ...declaration,
    method: "GET",
    handle: (call) => call.work.result(call.parameters.id ?? ""),
  };
}

function retryAfter(work: Work): Pick<Answer, "headers"> {
  return { headers: { "retry-after": String(work.retryAfterInSeconds) } };
}

function errorOf(error: ArmError): object {
  return withoutUndefined({
    code: error.code,
    message: error.message,
    target: error.target,
    details: error.details,
  });
}

function asArmError(error: unknown): ArmError {
  if (error instanceof ArmError) {
    return error;
  }
  // A fault in the simulator itself must not look like an answer of Azure.
  throw error;
}
