import { spawnSync } from "node:child_process";
import { asObject } from "./errors";

/** The account that the Azure CLI is signed in to. */
export interface AzureCliAccount {
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** Name of the cloud, for example `AzureCloud`. */
  readonly cloudName: string;
}

/** Runs `az` with arguments and answers what it printed; throws with what it complained of. */
export type RunAzureCli = (args: readonly string[]) => string;

/**
 * Asks the Azure CLI for the account in use, or the one of a subscription. Throws when there is no
 * `az` command or nobody is signed in.
 */
export function azureCliAccount(
  subscriptionId: string | undefined,
  run: RunAzureCli = runAzureCli,
): AzureCliAccount {
  // A subscription may be named by its display name, which a shell must not read.
  const named = subscriptionId !== undefined && /^[\w-]+$/.test(subscriptionId);
  const args = ["account", "show", "--output", "json"];
  const text = run(named ? [...args, "--subscription", subscriptionId] : args);
  const account = asObject(JSON.parse(text));
  const { id, tenantId, environmentName } = account ?? {};
  if (typeof id !== "string" || typeof tenantId !== "string") {
    throw new Error("`az account show` told no subscription. Sign in with `az login`.");
  }
  const cloudName = typeof environmentName === "string" ? environmentName : "AzureCloud";
  return { subscriptionId: id, tenantId, cloudName };
}

function runAzureCli(args: readonly string[]): string {
  const result = spawnSync("az", args, {
    encoding: "utf8",
    timeout: 60_000,
    windowsHide: true,
    // On Windows `az` is a batch file.
    shell: process.platform === "win32",
  });
  if (result.status === 0) {
    return result.stdout;
  }
  const reason =
    result.error === undefined
      ? result.stderr.trim().replace(/\.$/, "")
      : "there is no az command on the PATH, or it does not answer";
  throw new Error(
    `The Azure CLI cannot tell its account: ${reason}. Sign in with \`az login\`, or set another way to ` +
      "sign in: a client secret (ARM_CLIENT_ID, ARM_CLIENT_SECRET and ARM_TENANT_ID), OIDC (ARM_USE_OIDC) " +
      "or a managed identity (ARM_USE_MSI).",
  );
}
