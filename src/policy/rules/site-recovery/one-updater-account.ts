import { otherAccountFindings } from "../../../azure/agent-updater-account";
import type { DeclaredResource } from "../../model/declared-resource";
import type { DeclaredStack } from "../../model/declared-stack";
import { grouped } from "../../model/grouped";
import {
  agentAutoUpdatePaths,
  automationAccountType,
  updatesAgents,
  updaterTypes,
} from "../../readings/agent-auto-update";
import { holdingVault } from "../../readings/recovery-vault";
import { stackRule } from "../../rule";
import { autoUpdatePage, ownAccountSnippet } from "./with-component";

export const oneUpdaterAccount = stackRule({
  id: "EVG-AUTOMATION-003",
  title: "One account updates the agents of a vault",
  severity: "critical",
  why: "All mappings of a vault share one automation account; Site Recovery refuses a second one.",
  remediation: [
    "Set the same `automationAccountArmId` in every mapping of the vault.",
    "To change the account, switch agent auto-update off in all of them first.",
  ],
  withComponent: ownAccountSnippet,
  tags: ["site-recovery", "automation"],
  references: [autoUpdatePage],
  types: updaterTypes,
  findings: (setting, stack) => {
    const account = accountOf(setting, stack);
    if (account === undefined) {
      return [];
    }
    const vault = holdingVault(setting, stack);
    const [namer] = stack.derived(namersByVault).get(vault.key) ?? [];
    const first = namer === undefined ? undefined : accountOf(namer, stack);
    return first === undefined || first.key === account.key
      ? []
      : otherAccountFindings(
          {
            vaultId: vault.name,
            automationAccountId: account.name,
            accountInUse: first.name,
          },
          agentAutoUpdatePaths(setting).automationAccountId,
        );
  },
});

interface Account {
  /** The same for one account, however it is named. */
  readonly key: string;
  /** Name in the program, else the id. */
  readonly name: string;
}

function accountOf(setting: DeclaredResource, stack: DeclaredStack): Account | undefined {
  if (!updatesAgents(setting)) {
    return undefined;
  }
  const path = agentAutoUpdatePaths(setting).automationAccountId;
  const account = stack.target(setting, path, automationAccountType);
  switch (account.kind) {
    case "none":
      return undefined;
    case "elsewhere":
      return { key: account.id.toLowerCase(), name: account.id };
    case "declared":
      return { key: account.resource.urn, name: account.resource.name };
  }
}

/** What names an account, by the vault; one that cannot be told yet is told of when it is judged itself. */
function namersByVault(stack: DeclaredStack): ReadonlyMap<string, readonly DeclaredResource[]> {
  const settings = updaterTypes.flatMap((type) => stack.all(type));
  return grouped(settings, (setting) =>
    accountOf(setting, stack) === undefined ? undefined : holdingVault(setting, stack).key,
  ).byKey;
}
