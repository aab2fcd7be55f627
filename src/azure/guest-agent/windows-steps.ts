import { deterministicGuid } from "../guid";
import { restartDelayInSeconds, type StepRunner } from "./linux-steps";
import { type GuestStep, stepScript } from "./guest-step";

/** The newest agent. Source: the page; the link itself leads to the newest release. */
const installer = "https://go.microsoft.com/fwlink/?LinkID=394789";

/** Least `Release` of .NET Framework 4.5 in the registry. Source: learn.microsoft.com dotnet/framework/install/how-to-determine-which-versions-are-installed. */
const leastNetRelease = 378389;

const pluginLogs = "C:\\WindowsAzure\\Logs\\Plugins\\Microsoft.Azure.RecoveryServices.VMSnapshot";
/** Where the agent puts the program, whatever its version. */
const snapshotPrograms =
  "%OSDRIVE%\\Packages\\Plugins\\Microsoft.Azure.RecoveryServices.VMSnapshot\\*";

const services = ["RdAgent", "WindowsAzureGuestAgent"];
const listed = services.map((name) => `'${name}'`).join(", ");

/**
 * What mends the agent of a Windows machine, in the order of the page.
 *
 * Source: learn.microsoft.com backup/backup-azure-troubleshoot-vm-backup-fails-snapshot-timeout.
 */
export function windowsRepairSteps(runner: StepRunner): GuestStep[] {
  return [
    {
      id: "net-framework",
      title: "See that .NET Framework 4.5 or newer is there: the agent cannot do without",
      script: script(
        "$key = 'HKLM:\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full'",
        "$release = (Get-ItemProperty -Path $key -Name Release -ErrorAction SilentlyContinue).Release",
        `if ($release -lt ${leastNetRelease}) { throw '.NET Framework 4.5 or newer is missing: install it.' }`,
      ),
      changes: false,
    },
    {
      id: "agent-service",
      title: `Restart the services ${services.join(" and ")}`,
      script: script(
        `$services = @(Get-Service -Name ${listed} -ErrorAction SilentlyContinue)`,
        "if ($services.Count -eq 0) {",
        "  Write-Output 'There are no services of the agent: install it anew.'",
        "} else {",
        "  $services | Set-Service -StartupType Automatic",
        ...(runner.throughAgent
          ? [
              `  $later = "Start-Sleep ${restartDelayInSeconds}; Restart-Service -Force -Name ${listed}"`,
              "  Start-Process powershell.exe -WindowStyle Hidden -ArgumentList '-NoProfile', '-Command', $later",
              `  Write-Output 'The services are restarted in ${restartDelayInSeconds} seconds.'`,
            ]
          : ["  $services | Restart-Service -Force"]),
        "}",
      ),
      changes: true,
      otherwise: "Where the services are missing, the next step installs the agent anew.",
    },
    {
      id: "agent-installation",
      title:
        "Where the services are missing: uninstall the agent, and install the newest MSI as administrator",
      script: script(
        `if (@(Get-Service -Name ${listed} -ErrorAction SilentlyContinue).Count -eq ${services.length}) {`,
        "  Write-Output 'The agent is installed.'",
        "} else {",
        "  $keys = 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\*'",
        "  Get-ItemProperty -Path $keys | Where-Object { $_.DisplayName -like 'Windows Azure VM Agent*' } | ForEach-Object {",
        "    Start-Process msiexec.exe -Wait -ArgumentList '/x', $_.PSChildName, '/quiet', '/norestart'",
        "  }",
        "  [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12",
        // A folder of its own, whose name nobody can know, so that nobody can change what was looked at.
        "  $folder = New-Item -ItemType Directory -Path $env:TEMP -Name ([Guid]::NewGuid())",
        "  $msi = Join-Path $folder.FullName 'WindowsAzureVmAgent.msi'",
        `  Invoke-WebRequest -UseBasicParsing -Uri '${installer}' -OutFile $msi`,
        "  $signature = Get-AuthenticodeSignature -FilePath $msi",
        "  if ($signature.Status -ne 'Valid' -or $signature.SignerCertificate.Subject -notlike '*O=Microsoft Corporation*') { throw 'The installer is not signed by Microsoft.' }",
        "  $setup = Start-Process msiexec.exe -Wait -PassThru -ArgumentList '/i', $msi, '/quiet', '/norestart'",
        '  if ($setup.ExitCode -notin 0, 3010) { throw "The installer ended with $($setup.ExitCode)." }',
        "}",
      ),
      changes: true,
    },
    {
      id: "application-control",
      title: "Exempt IaaSBcdrExtension.exe from AppLocker, where that has rules for programs",
      script: script(
        "$policy = if (Get-Command Get-AppLockerPolicy -ErrorAction SilentlyContinue) { [xml](Get-AppLockerPolicy -Effective -Xml) }",
        "$rules = @(if ($policy) { $policy.SelectNodes(\"/AppLockerPolicy/RuleCollection[@Type='Exe']/*\") })",
        // The first rule of a collection would forbid everything else.
        "if ($rules.Count -eq 0) {",
        "  Write-Output 'AppLocker has no rules for programs.'",
        `} elseif (@($rules | Where-Object { $_.Id -eq '${ruleId}' }).Count -gt 0) {`,
        "  Write-Output 'It is exempted.'",
        "} else {",
        "  $file = New-TemporaryFile",
        `  Set-Content -Path $file.FullName -Encoding UTF8 -Value '${exemption}'`,
        "  Set-AppLockerPolicy -XmlPolicy $file.FullName -Merge",
        "  Remove-Item $file",
        "}",
      ),
      changes: true,
      otherwise:
        "Exempt IaaSBcdrExtension.exe from any other application control, and in the group policy where AppLocker's rules come from one.",
    },
    {
      id: "verify",
      title: "See that the agent's services run",
      script: script(
        `$stopped = @(${listed} | Where-Object { (Get-Service -Name $_ -ErrorAction SilentlyContinue).Status -ne 'Running' })`,
        "if ($stopped.Count -gt 0) { throw \"Not running: $($stopped -join ', ').\" }",
      ),
      changes: false,
    },
  ];
}

/** Gathers the log of the extension that takes snapshots. */
export function windowsCollectStep(): GuestStep {
  return {
    id: "collect-logs",
    title: `Gather ${pluginLogs}, and show its last lines`,
    script: script(
      `$logs = '${pluginLogs}'`,
      "if (-not (Test-Path $logs)) { throw 'There are no logs of the extension.' }",
      "$copy = 'C:\\WindowsAzure\\Logs\\evergreen-agent-logs'",
      '$archive = "$copy.zip"',
      "Remove-Item $copy, $archive -Recurse -Force -ErrorAction SilentlyContinue",
      // Logs that are being written cannot be packed where they are.
      "Copy-Item $logs $copy -Recurse",
      "Compress-Archive -Path $copy -DestinationPath $archive",
      "Remove-Item $copy -Recurse -Force",
      "Get-ChildItem $logs -Recurse -File | Sort-Object LastWriteTime | Select-Object -Last 1 | Get-Content -Tail 20",
      'Write-Output "Gathered in $archive."',
    ),
    changes: true,
  };
}

const ruleId = deterministicGuid("evergreen", "AppLocker", "IaaSBcdrExtension.exe");

/** Lets the system alone, which runs the program, run it. Grammar: learn.microsoft.com windows/security, AppLocker. */
const exemption =
  '<AppLockerPolicy Version="1"><RuleCollection Type="Exe" EnforcementMode="NotConfigured">' +
  `<FilePathRule Id="${ruleId}" Name="Azure Backup" Description="Snapshots of Azure Backup" UserOrGroupSid="S-1-5-18" Action="Allow">` +
  `<Conditions><FilePathCondition Path="${snapshotPrograms}"/></Conditions></FilePathRule></RuleCollection></AppLockerPolicy>`;

/** Lines as a console takes them one by one: what begins with `else` would be a command of its own there. */
function script(...lines: readonly string[]): string {
  return stepScript("Windows", lines);
}
