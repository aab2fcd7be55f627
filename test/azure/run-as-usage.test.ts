import assert from "node:assert/strict";
import { describeFinding, type Finding } from "../../src/azure/finding";
import {
  runAsAssetFindings,
  runAsLeftoverFindings,
  runAsUsageFindings,
  runAsUses,
} from "../../src/azure/run-as-usage";

function texts(findings: readonly Finding[]): string[] {
  return findings.map((finding) => `${finding.severity} ${describeFinding(finding)}`);
}

describe("a runbook that signs in as a Run As account", () => {
  const powershell = "Get-AutomationConnection with -ServicePrincipal and -CertificateThumbprint";
  const python = "get_automation_connection with a certificate";
  const uses: Readonly<Record<string, readonly [text: string, uses: readonly string[]]>> = {
    "the connection by its name": [
      '$c = Get-AutomationConnection -Name "AzureRunAsConnection"',
      ["AzureRunAsConnection"],
    ],
    "names in another case": [
      "$c = get-automationconnection 'azurerunasconnection'; $k = 'AZURERUNASCERTIFICATE'",
      ["AzureRunAsConnection", "AzureRunAsCertificate"],
    ],
    "the Classic pair": [
      "Get-AutomationConnection -Name 'AzureClassicRunAsConnection'",
      ["AzureClassicRunAsConnection"],
    ],
    "a name in a variable": [
      '$connectionName = "AzureRunAsConnection"\n$c = Get-AutomationConnection -Name $connectionName',
      ["AzureRunAsConnection"],
    ],
    "a connection of another name": [
      "$c = Get-AutomationConnection -Name mine\nConnect-AzAccount -ServicePrincipal `\n  -TenantId $c.TenantId -CertificateThumbprint $c.CertificateThumbprint",
      [powershell],
    ],
    "arguments in a table": [
      "$c = Get-AzAutomationConnection -Name mine\n$login = @{ ServicePrincipal = $true; CertificateThumbprint = $c.CertificateThumbprint }\nConnect-AzAccount @login",
      [powershell],
    ],
    "the older module": [
      "$c = Get-AzureRmAutomationConnection mine; Add-AzureRmAccount -ServicePrincipal -CertificateThumbprint $c.CertificateThumbprint",
      [powershell],
    ],
    "Python by the name": [
      'runas = automationassets.get_automation_connection("AzureRunAsConnection")',
      ["AzureRunAsConnection"],
    ],
    "Python by another name": [
      'c = automationassets.get_automation_connection(name)\nk = automationassets.get_automation_certificate("mine")',
      [python],
    ],
    "Python by Azure's package": [
      "from azure_automation_utility import get_automation_runas_credential",
      ["get_automation_runas_credential"],
    ],
    "a graph whose definition is encoded": [
      JSON.stringify({
        definition: Buffer.from(
          '<Activity name="Get Run As Connection">AzureRunAsConnection</Activity>',
        ).toString("base64"),
      }),
      ["AzureRunAsConnection"],
    ],
    "a graph whose definition is encoded in two bytes a letter": [
      JSON.stringify({
        definition: Buffer.from("<Value>AzureRunAsConnection</Value>", "utf16le").toString(
          "base64",
        ),
      }),
      ["AzureRunAsConnection"],
    ],
  };
  for (const [title, [text, found]] of Object.entries(uses)) {
    it(`is told by ${title}`, () => {
      assert.deepEqual(runAsUses(text), found);
    });
  }

  const others: Readonly<Record<string, string>> = {
    "an identity": "Connect-AzAccount -Identity",
    "a comment": "# This took AzureRunAsConnection before.\nConnect-AzAccount -Identity",
    "a block of comment": "<# AzureRunAsConnection\n#>\nConnect-AzAccount -Identity",
    "a service principal with a password":
      "$p = Get-AutomationPSCredential -Name partner\nConnect-AzAccount -ServicePrincipal -Credential $p -Tenant $t",
    "a connection that signs in to something else":
      "$c = Get-AutomationConnection -Name warehouse\nInvoke-RestMethod -Uri $c.Address",
    "Python with an identity": "credential = ManagedIdentityCredential()",
    "nothing at all": "",
  };
  for (const [title, text] of Object.entries(others)) {
    it(`is not told by ${title}`, () => {
      assert.deepEqual(runAsUses(text), []);
    });
  }

  it("is warned of without its text", () => {
    assert.deepEqual(
      texts(
        runAsUsageFindings("'AzureRunAsConnection','AzureRunAsCertificate','hunter2'", "content"),
      ),
      [
        "warning content: The runbook still signs in as a Run As account, by AzureRunAsConnection and AzureRunAsCertificate: it fails when the account's certificate ends. Sign in with Connect-AzAccount -Identity, in Python with ManagedIdentityCredential. [EVG-RUNAS-021]",
      ],
    );
    assert.deepEqual(runAsUsageFindings("Connect-AzAccount -Identity", "content"), []);
  });
});

describe("what is left of a Run As account", () => {
  it("is told by the names of its assets", () => {
    assert.deepEqual(texts(runAsAssetFindings("certificate", "AzureRunAsCertificate", "name")), [
      'warning name: The certificate "AzureRunAsCertificate" belongs to a Run As account, which was retired on 30 September 2023. Take it away once no runbook and no agent auto-update signs in by it. [EVG-RUNAS-020]',
    ]);
    assert.equal(runAsAssetFindings("credential", "azureclassicrunas", "name").length, 1);
    assert.deepEqual(runAsAssetFindings("certificate", "partner", "name"), []);
    assert.deepEqual(runAsAssetFindings("certificate", "MyAzureRunAs", "name"), []);
  });

  it("is told once something signs in by identity", () => {
    assert.deepEqual(runAsLeftoverFindings("the role assignment", [], "principalId"), []);
    assert.deepEqual(texts(runAsLeftoverFindings("the role assignment", ["a", "b"], "id")), [
      'warning id: Agent auto-update of "a", "b" already signs in by identity, and the role assignment of the Run As account is still there. Take away the connection, the certificate, the role assignment and the application once a nightly update has succeeded. [EVG-RUNAS-022]',
    ]);
  });
});
