import { agentUpdateRunbookFunctions } from "./agent-update-runbook-functions";

/** What the runbook is about when it is started without parameters. What is left out must be given then. */
export interface AgentUpdateRunbookOptions {
  /** Id of the vault. */
  readonly vaultId?: string | undefined;
  /** Id of the automation account that updates the agents. */
  readonly automationAccountId?: string | undefined;
}

/** Version of the Site Recovery API that the runbook speaks: one that knows how the account signs in. */
export const agentUpdateRunbookApiVersion = "2024-04-01";

/**
 * A PowerShell runbook that switches agent auto-update on or off on every mapping of a vault, for example
 * as `content` of a runbook of `AutomationAccount`. It does what the script in
 * learn.microsoft.com site-recovery/azure-to-azure-autoupdate does, takes the same parameters, and signs in
 * with the managed identity of the account that it runs in, which needs the agent updater's role at the vault.
 */
export function agentUpdateRunbook(options: AgentUpdateRunbookOptions = {}): string {
  return `${head(options)}${agentUpdateRunbookFunctions}${work}`.trimStart();
}

function head({ vaultId, automationAccountId }: AgentUpdateRunbookOptions): string {
  return String.raw`
<#
.SYNOPSIS
Switches agent auto-update of a Recovery Services vault on or off, on all of its mappings.

.DESCRIPTION
Changes every mapping of Azure virtual machines that is not as asked for, with the account's system-assigned
identity as the way to sign in. No machine is restarted, and replication goes on.

.PARAMETER VaultResourceId
Id of the vault.

.PARAMETER AutoUpdateAction
Enabled or Disabled.

.PARAMETER AutomationAccountArmId
Id of the automation account that updates the agents; needed to enable.
#>
param(
    [Parameter(Mandatory = $${String(vaultId === undefined)})]
    [string] $VaultResourceId${preset(vaultId)},

    [Parameter(Mandatory = $true)]
    [ValidateSet('Enabled', 'Disabled')]
    [string] $AutoUpdateAction,

    [Parameter(Mandatory = $false)]
    [string] $AutomationAccountArmId${preset(automationAccountId)},

    [Parameter(Mandatory = $false)]
    [string] $ResourceManagerEndpoint = 'https://management.azure.com'
)

$ErrorActionPreference = 'Stop'
$ApiVersion = '${agentUpdateRunbookApiVersion}'
$AuthenticationType = 'SystemAssignedIdentity'
$TaskId = [guid]::NewGuid().ToString()
$TimeoutInMinutes = 160
$Tries = 6
# Site Recovery takes 200 writes a minute.
$PauseBetweenWritesInMilliseconds = 350
$PauseBetweenRoundsInSeconds = 30
$Token = ''
$TokenEnd = [datetime]::MinValue
$Requests = 0
`;
}

function preset(id: string | undefined): string {
  return id === undefined ? "" : ` = '${id.replaceAll("'", "''")}'`;
}

const work = String.raw`
function Test-Selected($Mapping)
{
    $details = $Mapping.properties.providerSpecificDetails
    if ($null -eq $details -or $details.instanceType -ne 'A2A')
    {
        Write-Verbose "Left as it is, for it is not of Azure virtual machines: $($Mapping.id)"
        return $false
    }
    if ($Mapping.properties.state -ne 'Paired')
    {
        Write-Verbose "Left as it is, for its state is $($Mapping.properties.state): $($Mapping.id)"
        return $false
    }
    # Site Recovery leaves RunAsAccount out, its own default.
    $signsIn = if ($details.automationAccountAuthenticationType) { $details.automationAccountAuthenticationType } else { 'RunAsAccount' }
    $isEnabled = $details.agentAutoUpdateStatus -eq 'Enabled'
    if ($AutoUpdateAction -eq 'Disabled')
    {
        $isAsAsked = -not $isEnabled
    }
    else
    {
        $isAsAsked = $isEnabled -and
            $details.automationAccountArmId -eq $AutomationAccountArmId -and
            $signsIn -eq $AuthenticationType -and
            @($Mapping.properties.healthErrorDetails | Where-Object { $_ }).Count -eq 0
    }
    if ($isAsAsked)
    {
        Write-Verbose "Left as it is, for it is as asked for: $($Mapping.id)"
    }
    return -not $isAsAsked
}

if ($VaultResourceId -notmatch '^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.RecoveryServices/vaults/[^/]+/?$')
{
    Stop-Run "VaultResourceId is not the id of a vault: $VaultResourceId"
}
if ($AutoUpdateAction -eq 'Enabled' -and -not $AutomationAccountArmId)
{
    Stop-Run 'AutomationAccountArmId is needed to enable agent auto-update.'
}

$end = (Get-Date).AddMinutes($TimeoutInMinutes)
$list = "$($VaultResourceId.TrimEnd('/'))/replicationProtectionContainerMappings?api-version=$ApiVersion"
$mappings = @(Get-List $list | Where-Object { $_ })
$selected = @($mappings | Where-Object { Test-Selected $_ } | ForEach-Object { $_.id })
Write-Output "$($mappings.Count) mappings found, $($selected.Count) selected."

$providerInput = @{ instanceType = 'A2A'; agentAutoUpdateStatus = $AutoUpdateAction; automationAccountArmId = '' }
if ($AutoUpdateAction -eq 'Enabled')
{
    $providerInput.automationAccountArmId = $AutomationAccountArmId
    $providerInput.automationAccountAuthenticationType = $AuthenticationType
}
$body = @{ properties = @{ providerSpecificInput = $providerInput } } | ConvertTo-Json -Depth 5

$running = @()
$succeeded = 0
$failed = 0
$failedToStart = 0
$waiting = $selected
while ($waiting.Count -gt 0)
{
    $held = @()
    foreach ($id in $waiting)
    {
        $answer = Send-Request 'PATCH' "$($id)?api-version=$ApiVersion" $body
        $address = Get-Header $answer.Headers 'Azure-AsyncOperation'
        if ($answer.Status -eq 409)
        {
            # Other work holds it.
            $held += $id
        }
        elseif ($answer.Status -lt 200 -or $answer.Status -ge 300)
        {
            $failedToStart++
            Write-Output "Failed to start: $($id): $($answer.Status) $($answer.Text)"
        }
        elseif ($address)
        {
            $running += @{ Id = $id; Address = $address }
        }
        else
        {
            # It was done at once.
            $succeeded++
        }
        Start-Sleep -Milliseconds $PauseBetweenWritesInMilliseconds
    }
    $waiting = $held
    if ($waiting.Count -gt 0)
    {
        if ((Get-Date) -gt $end)
        {
            $failedToStart += $waiting.Count
            Write-Output "Failed to start, for other work holds them: $($waiting -join ', ')"
            break
        }
        Start-Sleep -Seconds $PauseBetweenRoundsInSeconds
    }
}
$started = $running.Count + $succeeded
Write-Output "$started started."

while ($running.Count -gt 0 -and (Get-Date) -lt $end)
{
    Start-Sleep -Seconds $PauseBetweenRoundsInSeconds
    $left = @()
    foreach ($job in $running)
    {
        $answer = Send-Request 'GET' $job.Address
        # A poll that fails says nothing of the work.
        $outcome = if ($answer.Status -eq 200) { Get-Outcome $answer.Body.status } else { 'running' }
        switch ($outcome)
        {
            'running' { $left += $job }
            'succeeded' { $succeeded++ }
            'failed'
            {
                $failed++
                Write-Output "Failed: $($job.Id): $($answer.Body.status) $($answer.Body.error.message)"
            }
        }
    }
    $running = $left
}
$timedOut = $running.Count

Write-Output "$($selected.Count) selected, $started started, $succeeded succeeded, $failed failed, $failedToStart failed to start, $timedOut timed out."
if ($timedOut -gt 0)
{
    Stop-Run 'Not everything ended in time; Azure goes on with it.'
}
if ($succeeded -ne $selected.Count)
{
    Stop-Run 'Not everything was changed; start the runbook again to go on.'
}
`;
