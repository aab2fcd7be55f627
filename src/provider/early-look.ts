import { isNotFound } from "../arm/errors";
import type { CallContext } from "../plugin/handlers";

/**
 * What a check does when Azure cannot be read. A preview needs no right that only the deployment needs, and what is
 * not there may be made by then; the deployment itself looks again and is strict.
 */
export function unreadableBefore(context: CallContext): (error: unknown) => void {
  return (error) => {
    if (!isNotFound(error)) {
      context.signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      context.log("info", `Not checked before the deployment: ${reason}`);
    }
  };
}
