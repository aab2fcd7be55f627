import assert from "node:assert/strict";
import { siteRecoveryApiVersion } from "../../src/arm/api";
import { outcomeOfStatus } from "../../src/azure/agent-auto-update";
import {
  agentUpdateRunbook,
  agentUpdateRunbookApiVersion,
} from "../../src/azure/agent-update-runbook";

const vault = "/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v";
const account =
  "/subscriptions/s/resourceGroups/it's/providers/Microsoft.Automation/automationAccounts/a";
const runbook = agentUpdateRunbook();

describe("the runbook of agent auto-update", () => {
  it("takes the parameters of the documented script, and those that are set can be left out", () => {
    const parameters = (text: string) =>
      [
        ...text.matchAll(
          /\[Parameter\(Mandatory = (.+)\)\]\s(?:\s+\[Validate.*\]\s)?\s+(.+?),?$/gm,
        ),
      ].map(([, isMandatory, declared]) => [isMandatory, declared]);
    const endpoint = [
      "$false",
      "[string] $ResourceManagerEndpoint = 'https://management.azure.com'",
    ];
    assert.deepEqual(parameters(runbook), [
      ["$true", "[string] $VaultResourceId"],
      ["$true", "[string] $AutoUpdateAction"],
      ["$false", "[string] $AutomationAccountArmId"],
      endpoint,
    ]);
    assert.deepEqual(
      parameters(agentUpdateRunbook({ vaultId: vault, automationAccountId: account })),
      [
        ["$false", `[string] $VaultResourceId = '${vault}'`],
        ["$true", "[string] $AutoUpdateAction"],
        ["$false", `[string] $AutomationAccountArmId = '${account.replace("'", "''")}'`],
        endpoint,
      ],
    );
  });

  it("does without what was retired: no modules, no Run As account, the newer audience", () => {
    assert.doesNotMatch(runbook, /AzureRM|Az\.Accounts|RunAsConnection|Get-AutomationConnection/);
    assert.doesNotMatch(runbook, /ClientAssertionCertificate|management\.core|login\.windows/);
    assert.ok(runbook.includes("$env:IDENTITY_ENDPOINT"));
    assert.ok(runbook.includes("'X-IDENTITY-HEADER' = $env:IDENTITY_HEADER"));
  });

  it("speaks the version and knows the words that everything here does", () => {
    assert.equal(agentUpdateRunbookApiVersion, siteRecoveryApiVersion);
    const words = [...runbook.matchAll(/if \(@\((.*)\) -contains \$Word\)/g)].map(([, list = ""]) =>
      [...list.matchAll(/'(\w+)'/g)].map(([, word = ""]) => outcomeOfStatus(word)),
    );
    assert.deepEqual(words, [
      ["succeeded", "succeeded", "succeeded"],
      ["running", "running"],
    ]);
  });

  it("has a line for each defect of the documented script", () => {
    for (const mended of [
      "$Uri = $answer.Body.nextLink",
      "$signsIn -eq $AuthenticationType -and",
      "$providerInput.automationAccountAuthenticationType = $AuthenticationType",
      "Get-Header $Headers 'Retry-After'",
      "$request.ContentType = 'application/json'",
      "# It was done at once.",
      "-not $isEnabled",
      "$answer.Status -eq 409",
    ]) {
      assert.ok(runbook.includes(mended), mended);
    }
  });
});
