import { stepDone } from "./guest-step";

/** What a script wrote that Run Command ran, at most the last 4,096 bytes of it. */
export interface RunCommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Whether the script of a step came to its end. Azure calls every script succeeded that could be run. */
  readonly isDone: boolean;
}

/**
 * Reads the statuses that Run Command answers. Windows answers one each for what was written, Linux
 * one for both. Source: VirtualMachineRunCommand.json of azure-rest-api-specs; Azure/azure-cli issues
 * 32286 and 14425.
 */
export function readRunCommandOutput(
  statuses: readonly { readonly code?: unknown; readonly message?: unknown }[],
): RunCommandOutput {
  const messageOf = (code: string) => {
    const found = statuses.find((status) => status.code === code)?.message;
    return typeof found === "string" ? found : undefined;
  };
  const both = messageOf("ProvisioningState/succeeded");
  const parts = /\[stdout\]\n([^]*)\n\[stderr\]\n([^]*)$/.exec(both ?? "");
  const stdout = parts?.[1] ?? messageOf("ComponentStatus/StdOut/succeeded") ?? "";
  const stderr = parts?.[2] ?? messageOf("ComponentStatus/StdErr/succeeded") ?? "";
  const lines = stdout.trimEnd().split(/\r?\n/);
  const isDone = lines.at(-1) === stepDone;
  return {
    stdout: (isDone ? lines.slice(0, -1) : lines).join("\n").trim(),
    stderr: stderr.trim(),
    isDone,
  };
}
