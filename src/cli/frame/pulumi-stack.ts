import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { parseResourceId, type ResourceId } from "../../azure/resource-id";
import { WrongInput } from "./wrong-input";

/** What the outputs of a Pulumi stack name in Azure. */
export interface StackOutputs {
  readonly machineIds: readonly string[];
  readonly vaultIds: readonly string[];
  readonly resourceGroups: readonly string[];
  readonly subscriptions: readonly string[];
}

/**
 * Reads the outputs of a stack with the `pulumi` command: every Azure id in them, however deep, says
 * what the stack has made. Secret outputs are not shown by Pulumi and not asked for.
 */
export async function readStackOutputs(stack: string, folder?: string): Promise<StackOutputs> {
  const args = ["stack", "output", "--json", "--non-interactive", "--stack", stack];
  if (folder !== undefined && !existsSync(folder)) {
    throw new WrongInput(`There is no folder "${folder}" (--pulumi-cwd).`);
  }
  const { stdout } = await promisify(execFile)("pulumi", args, {
    ...(folder === undefined ? {} : { cwd: folder }),
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: unknown) => {
    throw new WrongInput(`The outputs of the stack "${stack}" cannot be read: ${reasonOf(error)}`);
  });
  return outputsIn(parsed(stdout, stack), stack);
}

function parsed(stdout: string, stack: string): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new WrongInput(
      `The outputs of the stack "${stack}" cannot be read: \`pulumi\` wrote no JSON.`,
    );
  }
}

/** What a stack's outputs name. Refuses outputs that name neither machines, vaults nor resource groups. */
export function outputsIn(outputs: unknown, stack: string): StackOutputs {
  const ids = textsIn(outputs).flatMap((text) => readId(text));
  const machineIds = idsOf(ids, "Microsoft.Compute/virtualMachines");
  const vaultIds = idsOf(ids, "Microsoft.RecoveryServices/vaults");
  const groupIds = idsOf(ids, "Microsoft.Resources/resourceGroups");
  const resourceGroups = unique(groupIds.map((id) => id.split("/")[4] ?? ""));
  if (machineIds.length + vaultIds.length + resourceGroups.length === 0) {
    throw new WrongInput(
      `The outputs of the stack "${stack}" name no virtual machine, vault or resource group. Export the id of one.`,
    );
  }
  const subscriptions = unique(
    [...machineIds, ...vaultIds, ...groupIds].map((id) => id.split("/")[2] ?? ""),
  );
  return { machineIds, vaultIds, resourceGroups, subscriptions };
}

function reasonOf(error: unknown): string {
  const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: string };
  return code === "ENOENT"
    ? "there is no `pulumi` command on the PATH."
    : (stderr ?? String(error)).trim();
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function readId(text: string): { readonly id: string; readonly parsed: ResourceId }[] {
  if (!text.startsWith("/subscriptions/")) {
    return [];
  }
  try {
    return [{ id: text, parsed: parseResourceId(text) }];
  } catch {
    return [];
  }
}

function idsOf(
  ids: readonly { readonly id: string; readonly parsed: ResourceId }[],
  type: string,
): string[] {
  return unique(
    ids
      .filter(({ parsed }) => parsed.type.toLowerCase() === type.toLowerCase())
      .map(({ id }) => id),
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
