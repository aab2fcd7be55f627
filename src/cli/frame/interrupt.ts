import { exitCodes } from "../exit-codes";

/**
 * A signal that Ctrl-C (or a termination) aborts: the run then begins nothing further and tells what
 * is under way. A second Ctrl-C ends the process at once.
 */
export function interruptSignal(): { readonly signal: AbortSignal; readonly close: () => void } {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      process.exit(exitCodes.interrupted);
    }
    process.stderr.write("Ending; once more ends at once.\n");
    controller.abort(new Error("The run was ended."));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return {
    signal: controller.signal,
    close: () => {
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
    },
  };
}
