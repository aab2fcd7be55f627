import { automationAccount, group } from "../../fixtures";
import { evergreenRunbook } from "../../fixtures-automation";
import { type RuleCases, withArgs } from "../../program";

export const cases: RuleCases = {
  rule: "EVG-RUNAS-021",
  compliant: [
    [group, automationAccount, evergreenRunbook],
    withArgs([group, automationAccount, evergreenRunbook], "runbook", {
      content: "# No AzureRunAsConnection any more.\nConnect-AzAccount -Identity",
    }),
  ],
  failing: [
    {
      title: "PowerShell that takes the connection",
      change: (program) =>
        withArgs(program, "runbook", {
          content: "$c = Get-AutomationConnection -Name 'AzureRunAsConnection'",
        }),
      messages: [
        "content: The runbook still signs in as a Run As account, by AzureRunAsConnection: it fails when the account's certificate ends. Sign in with Connect-AzAccount -Identity, in Python with ManagedIdentityCredential.",
      ],
    },
    {
      title: "a connection of another name",
      change: (program) =>
        withArgs(program, "runbook", {
          content:
            "$c = Get-AutomationConnection 'mine'\nConnect-AzAccount -ServicePrincipal -CertificateThumbprint $c.CertificateThumbprint",
        }),
      messages: [
        "content: The runbook still signs in as a Run As account, by Get-AutomationConnection with -ServicePrincipal and -CertificateThumbprint: it fails when the account's certificate ends. Sign in with Connect-AzAccount -Identity, in Python with ManagedIdentityCredential.",
      ],
    },
  ],
  unknown: [{ resource: "runbook", property: "content" }],
};
