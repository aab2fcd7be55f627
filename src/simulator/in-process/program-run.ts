import { AsyncLocalStorage } from "node:async_hooks";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import * as runtime from "@pulumi/pulumi/runtime";
import * as runtimeState from "@pulumi/pulumi/runtime/state";

export type Severity = "info" | "warning" | "error";

/** A Pulumi program and what it runs against. */
export interface ProgramRun {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  /** By full key, for example `azure-native:location`. */
  readonly configuration: Readonly<Record<string, string>>;
  /** Answers in the place of the engine's resource monitor. */
  readonly monitor: object;
  log(severity: Severity, message: string, urn: string | undefined): void;
  program(): unknown;
  /** Settles when the run must end before the program does. */
  readonly aborted: Promise<unknown>;
}

/** What Pulumi keeps for one program; it leaves this out of its declarations. */
interface ProgramStore {
  readonly settings: { monitor: unknown; engine: unknown };
}

interface LocalStorage {
  readonly getStore: () => ProgramStore;
  readonly withLocalStorage: <T>(callback: () => T) => T;
}

const { getStore, withLocalStorage } = runtimeState as unknown as LocalStorage;

/** Marks everything that a program begins, so that its lost rejections are told from others. */
const running = new AsyncLocalStorage<{ reject(error: unknown): void }>();

/**
 * Runs a Pulumi program in this process, with its own monitor and its own Pulumi state, until it
 * and all resources that it declares are done. Throws the first error: of the program, also where
 * nothing in it waits for the failed promise. An error thrown in a timer of the program is not
 * caught. After the end the program's promises may never settle, and declare nothing more.
 */
export async function runProgram(run: ProgramRun): Promise<void> {
  let reject: (error: unknown) => void = () => undefined;
  const lost = new Promise<never>((_, fail) => {
    reject = fail;
  });
  listen();
  await Promise.race([
    running.run({ reject }, () => withLocalStorage(() => declare(run))),
    lost,
    run.aborted,
  ]);
}

async function declare(run: ProgramRun): Promise<void> {
  runtime.resetOptions(run.project, run.stack, -1, "", "mock", false, run.organization);
  const { settings } = getStore();
  settings.monitor = run.monitor;
  settings.engine = logReceiver(run);
  runtime.setAllConfig({ ...run.configuration });
  await runtime.runInPulumiStack(() => Promise.resolve(run.program()));
  await runtime.disconnect();
  // A promise that was rejected in this turn is told of before the next.
  await new Promise((resolve) => setImmediate(resolve));
}

/** The part of the engine that a program talks to directly: its messages. */
function logReceiver(run: ProgramRun) {
  return {
    log(request: LogRequest, answered: () => void) {
      const urn = request.getUrn();
      const severity = severities.get(request.getSeverity());
      if (severity !== undefined) {
        run.log(severity, request.getMessage(), urn === "" ? undefined : urn);
      }
      answered();
    },
    setRootResource(_request: unknown, answered: (error: null) => void) {
      answered(null);
    },
    close: () => undefined,
  };
}

/** Without the runtime's own debugging, which shows requests as they are, secrets too. */
const severities: ReadonlyMap<LogSeverity, Severity> = new Map([
  [LogSeverity.INFO, "info"],
  [LogSeverity.WARNING, "warning"],
  [LogSeverity.ERROR, "error"],
]);

let others: NodeJS.UnhandledRejectionListener[] = [];
let handingOn = false;

/**
 * Takes the rejections of programs, which would otherwise end the process, from now on: what a
 * failed program left behind may be rejected long after its run. All other rejections go to whoever
 * listened before, or end the process as ever.
 */
function listen(): void {
  // A test runner may have taken the listener off again.
  if (!process.listeners("unhandledRejection").includes(onRejection)) {
    others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", onRejection);
  }
}

function onRejection(reason: unknown, promise: Promise<unknown>): void {
  const program = running.getStore();
  if (program !== undefined) {
    program.reject(reason);
    return;
  }
  if (others.length === 0) {
    throw reason;
  }
  // Mocha emits once more what is not its own.
  if (handingOn) {
    return;
  }
  handingOn = true;
  try {
    others.forEach((listener) => {
      listener(reason, promise);
    });
  } finally {
    handingOn = false;
  }
}
