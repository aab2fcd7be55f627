import type {
  AgentUpdaterCall,
  RecordedUse,
  RoleTemplate,
  runAgentUpdater,
  SimulatedAzure,
} from "azure-evergreen/simulator";
import { bad, good, line } from "./report";

/** Prints each action of a role with how often it was used; answers whether all were, and no other was asked for. */
export function showUse(uses: readonly RecordedUse[], role: RoleTemplate): boolean {
  const times = new Map<string, number>();
  for (const { action } of uses) {
    times.set(action.toLowerCase(), (times.get(action.toLowerCase()) ?? 0) + 1);
  }
  const granted = [...role.permission.actions].sort((a, b) => a.localeCompare(b));
  for (const action of granted) {
    line(`${String(times.get(action.toLowerCase()) ?? 0).padStart(4)} ×  ${action}`);
  }
  const unused = granted.filter((action) => !times.has(action.toLowerCase()));
  const refused = uses.filter((use) => !use.allowed);
  for (const action of unused) {
    bad(`granted and never used: ${action}`);
  }
  for (const use of refused) {
    bad(`asked for and refused: ${use.action} at ${use.scope}`);
  }
  if (unused.length > 0 || refused.length > 0) {
    return false;
  }
  good(
    `${granted.length} actions granted, ${granted.length} used: nothing is missing, nothing is idle.`,
  );
  return true;
}

/** Lets the identity of the fleet's automation account do the agent updater's documented work. */
export async function showUpdater(
  azure: SimulatedAzure,
  run: typeof runAgentUpdater,
): Promise<boolean> {
  const account = azure.estate.ofType("Microsoft.Automation/automationAccounts")[0];
  const vault = azure.estate.ofType("Microsoft.RecoveryServices/vaults")[0];
  if (account === undefined || vault === undefined) {
    bad("There is no automation account or no vault.");
    return false;
  }
  const { principalId } = account.identity as { readonly principalId: string };
  const { calls, failure, updated } = await run(azure, {
    principalId,
    vaultId: vault.id,
    automationAccountId: account.id,
  });
  for (const [text, times] of runsOf(calls.map(callLine))) {
    line(times === 1 ? text : `${text}  (${times} times)`);
  }
  if (failure !== undefined) {
    bad(failure.error?.message ?? "A call failed.");
    return false;
  }
  good(
    `${updated.length} mappings set; these are the documented calls, Microsoft's own updater is not published.`,
  );
  return true;
}

function callLine({ status, method, action }: AgentUpdaterCall): string {
  return `${status}  ${method.padEnd(5)} ${action}`;
}

/** Each text with how often it stands there in a row: waiting asks the same again and again. */
function runsOf(texts: readonly string[]): (readonly [text: string, times: number])[] {
  const runs: [string, number][] = [];
  for (const text of texts) {
    const last = runs.at(-1);
    if (last?.[0] === text) {
      last[1] += 1;
    } else {
      runs.push([text, 1]);
    }
  }
  return runs;
}
