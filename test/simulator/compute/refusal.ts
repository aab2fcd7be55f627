import type { ArmResponse } from "../../../src/arm/transport";

/** What Microsoft.Compute answers when it refuses. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly target: string | undefined;
  readonly message: string;
}

export function refusalOf(answer: ArmResponse): Refusal {
  const { error } = answer.body as { error: Omit<Refusal, "status"> };
  const { code, target, message } = error;
  return { status: answer.status, code, target, message };
}

export function invalid(target: string, message: string): Refusal {
  return { status: 400, code: "InvalidParameter", target, message };
}
