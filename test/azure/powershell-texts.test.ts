import assert from "node:assert/strict";
import { agentUpdateRunbook } from "../../src/azure/agent-update-runbook";
import { guestSteps } from "../../src/azure/guest-agent/guest-steps";
import { type AnalyzedScript, powerShellAnalyzer } from "./powershell-analyzer";

const vault = "/subscriptions/s/resourceGroups/it's/providers/Microsoft.RecoveryServices/vaults/v";
const account =
  "/subscriptions/s/resourceGroups/it's/providers/Microsoft.Automation/automationAccounts/a";

/** Every step inside a Windows machine, as Run Command runs it and as a person does. */
const guestScripts: readonly (readonly [name: string, script: string])[] = [true, false].flatMap(
  (throughAgent) =>
    [{}, { collectLogs: true }]
      .flatMap((choice) => guestSteps("windows", choice, { throughAgent }))
      .map(
        ({ id, script }) => [`${id}, ${throughAgent ? "Run Command" : "by hand"}`, script] as const,
      ),
);

const fine = { syntaxErrors: [], unknownParameters: [], unassigned: [] };

describe("PowerShell that is written here", () => {
  let analyze: (script: string) => AnalyzedScript;

  before(async () => {
    analyze = await powerShellAnalyzer();
  });

  it("as the runbook of agent auto-update has its form, and calls only what every PowerShell has", () => {
    for (const runbook of [
      agentUpdateRunbook(),
      agentUpdateRunbook({ vaultId: vault, automationAccountId: account }),
    ]) {
      assert.deepEqual(analyze(runbook), {
        ...fine,
        commands: [
          "ConvertFrom-Json",
          "ConvertTo-Json",
          "ForEach-Object",
          "Get-Date",
          "Invoke-RestMethod",
          "Invoke-WebRequest",
          "Out-Null",
          "Start-Sleep",
          "Where-Object",
          "Write-Output",
          "Write-Verbose",
          "Write-Warning",
        ],
      });
    }
  });

  it("as steps inside a machine has its form, and calls only what Windows has", () => {
    const commands = new Set<string>();
    for (const [name, script] of guestScripts) {
      const { commands: called, ...rest } = analyze(script);
      assert.deepEqual(rest, fine, name);
      called.forEach((command) => commands.add(command));
    }
    assert.deepEqual(
      [...commands].sort(),
      [
        "Compress-Archive Copy-Item ForEach-Object Get-AppLockerPolicy Get-AuthenticodeSignature Get-ChildItem",
        "Get-Command Get-Content Get-ItemProperty Get-Service Invoke-WebRequest Join-Path New-Item",
        "New-TemporaryFile Remove-Item Restart-Service Select-Object Set-AppLockerPolicy Set-Content",
        "Set-Service Sort-Object Start-Process Test-Path Where-Object Write-Output",
      ].flatMap((line) => line.split(" ")),
    );
  });

  it("as steps can be put in line by line, as a serial console takes them", () => {
    for (const [name, script] of guestScripts) {
      assert.doesNotMatch(script, /^\s*(else|elseif|catch|finally)\b/m, name);
    }
  });

  it("runs later what has its form too", () => {
    const later = guestScripts.flatMap(([, script]) => /\$later = "(.*)"/.exec(script)?.[1] ?? []);
    assert.deepEqual(
      later.map((script) => analyze(script)),
      [{ ...fine, commands: ["Restart-Service", "Start-Sleep"] }],
    );
  });
});

describe("the analyser of PowerShell", () => {
  let analyze: (script: string) => AnalyzedScript;

  before(async () => {
    analyze = await powerShellAnalyzer();
  });

  it("finds what is not closed, not whole or not PowerShell", () => {
    for (const [from, to, found] of [
      ["$running = $left\n}", "$running = $left\n", /./],
      ["return -not $isAsAsked", "return -not", /./],
      ["if ($status -eq 401)", "if ($status -equal 401)", /^\d+: ual$/],
      ['"Failed: $($job.Id): ', '"Failed: $job: ', /^\d+: \$job:$/],
      ["@{ Id = $id; Address = $address }", "@{ Id = $id, Address = $address }", /./],
      ["throw ('{0} TaskId", "throw ('{0} TaskId's", /./],
    ] as const) {
      const runbook = agentUpdateRunbook();
      assert.ok(runbook.includes(from), from);
      const { syntaxErrors } = analyze(runbook.replace(from, () => to));
      assert.match(syntaxErrors.join("\n"), found, to);
    }
  });

  it("finds commands of modules that were retired, which no list here has", () => {
    const { commands } = analyze(
      'Import-Module AzureRM.Profile\n$a = Get-AutomationConnection -Name x\nif ($a) { "$(Login-AzureRmAccount @a)" }',
    );
    assert.deepEqual(commands, [
      "Get-AutomationConnection",
      "Import-Module",
      "Login-AzureRmAccount",
    ]);
  });

  it("finds variables that nothing assigns, and parameters that a function does not have", () => {
    const { unassigned, unknownParameters } = analyze(
      [
        "function Get-One([string] $Name, $Other) {",
        '  $own = "$Name $Outer $missing"',
        "  $script:set = $own",
        "  $own.field = ${missing}",
        "}",
        "$outer = 1",
        "foreach ($each in @($own)) { $sum += $each }",
        "Get-One -Name $set -Othr @splat | Where-Object { $_.Id -eq $env:ID }",
        'Write-Output "$($outer): $($Null) $script:set"',
      ].join("\n"),
    );
    assert.deepEqual(unassigned, [
      "2: $missing",
      "4: ${missing}",
      "7: $own",
      "7: $sum",
      "8: @splat",
    ]);
    assert.deepEqual(unknownParameters, ["8: Get-One -Othr"]);
    const mistyped = analyze(agentUpdateRunbook().replace("$pause = ", "$pasue = "));
    assert.deepEqual(
      mistyped.unassigned.map((each) => each.replace(/^\d+: /, "")),
      ["$pause", "$pause"],
    );
  });
});
