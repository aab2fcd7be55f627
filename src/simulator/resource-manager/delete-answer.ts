import type { Operation } from "../operation";

/** A DELETE whose answer 200 tells what was deleted, as some specifications have it. */
export function tellingDeleted(operations: readonly Operation[]): Operation[] {
  return operations.map((operation) =>
    operation.method !== "DELETE"
      ? operation
      : {
          ...operation,
          handle: async (call) => {
            const existing = call.estate.get(call.path);
            const answer = await operation.handle(call);
            return answer.status === 200 ? { ...answer, body: existing } : answer;
          },
        },
  );
}
