/*
 * The part of the runbook that talks to Azure. It runs in Windows PowerShell 5.1 and in PowerShell 7 and
 * needs no module: the two tell an error's status and headers in different ways.
 */

/** Functions of the runbook: sign in, send with retries, list all pages, tell what a status word means. */
export const agentUpdateRunbookFunctions = String.raw`
function Stop-Run([string] $Message)
{
    throw ('{0} TaskId: {1}.' -f $Message, $TaskId)
}

function Get-Token([switch] $Anew)
{
    # A token is used until ten minutes before its end: a run can be longer than a token lives.
    if (-not $Anew -and $script:Token -and (Get-Date).ToUniversalTime().AddMinutes(10) -lt $script:TokenEnd)
    {
        return $script:Token
    }
    if (-not $env:IDENTITY_ENDPOINT)
    {
        Stop-Run 'This is no runbook of an automation account with a managed identity: IDENTITY_ENDPOINT is not set. Switch the system-assigned identity of the account on.'
    }
    $audience = [uri]::EscapeDataString($ResourceManagerEndpoint.TrimEnd('/') + '/')
    $separator = if ($env:IDENTITY_ENDPOINT.Contains('?')) { '&' } else { '?' }
    $headers = @{ 'X-IDENTITY-HEADER' = $env:IDENTITY_HEADER; 'Metadata' = 'True' }
    $answer = Invoke-RestMethod -Method Get -Uri "$($env:IDENTITY_ENDPOINT)$($separator)resource=$audience" -Headers $headers
    $script:Token = $answer.access_token
    if ($answer.expires_on)
    {
        $script:TokenEnd = ([datetime] '1970-01-01').AddSeconds([double] $answer.expires_on)
    }
    else
    {
        $script:TokenEnd = (Get-Date).ToUniversalTime().AddMinutes(15)
    }
    return $script:Token
}

function Get-Header($Headers, [string] $Name)
{
    if ($null -eq $Headers)
    {
        return ''
    }
    # PowerShell 7 keeps the headers of an error in an object of its own.
    if ($Headers.PSObject.Methods['TryGetValues'])
    {
        $values = $null
        if ($Headers.TryGetValues($Name, [ref] $values))
        {
            return [string] @($values)[0]
        }
        return ''
    }
    return [string] @($Headers[$Name])[0]
}

function Get-Pause($Headers, [int] $Otherwise)
{
    $text = Get-Header $Headers 'Retry-After'
    $seconds = 0
    if ([int]::TryParse($text, [ref] $seconds))
    {
        return $seconds
    }
    $date = [datetimeoffset]::MinValue
    if ($text -and [datetimeoffset]::TryParse($text, [ref] $date))
    {
        return [Math]::Max(1, [int] ($date - [datetimeoffset]::UtcNow).TotalSeconds)
    }
    return $Otherwise
}

function Get-ErrorText($ErrorRecord)
{
    if ($ErrorRecord.ErrorDetails -and $ErrorRecord.ErrorDetails.Message)
    {
        return $ErrorRecord.ErrorDetails.Message
    }
    return $ErrorRecord.Exception.Message
}

# Answers Status, Headers, Body and Text. An error is answered, not thrown; what may pass is tried again.
function Send-Request([string] $Method, [string] $Uri, [string] $Body)
{
    if ($Uri.StartsWith('/'))
    {
        $Uri = $ResourceManagerEndpoint.TrimEnd('/') + $Uri
    }
    for ($try = 1; ; $try++)
    {
        $script:Requests++
        $request = @{
            Method = $Method
            Uri = $Uri
            UseBasicParsing = $true
            Headers = @{
                'Authorization' = "Bearer $(Get-Token)"
                'x-ms-client-request-id' = "$TaskId-$($script:Requests)"
            }
        }
        if ($Body)
        {
            $request.Body = $Body
            $request.ContentType = 'application/json'
        }
        try
        {
            $response = Invoke-WebRequest @request
            $content = if ($response.Content) { $response.Content | ConvertFrom-Json } else { $null }
            return @{ Status = [int] $response.StatusCode; Headers = $response.Headers; Body = $content; Text = '' }
        }
        catch
        {
            $response = $_.Exception.Response
            $status = if ($response) { [int] $response.StatusCode } else { 0 }
            $headers = if ($response) { $response.Headers } else { $null }
            $text = Get-ErrorText $_
        }
        $mayPass = @(0, 401, 408, 429, 500, 502, 503, 504) -contains $status
        if (-not $mayPass -or $try -ge $Tries)
        {
            return @{ Status = $status; Headers = $headers; Body = $null; Text = $text }
        }
        if ($status -eq 401)
        {
            Get-Token -Anew | Out-Null
            continue
        }
        $pause = Get-Pause $headers ([Math]::Pow(2, $try))
        Write-Warning "$Method answered $status; the next try is in $pause seconds."
        Start-Sleep -Seconds $pause
    }
}

# Everything that a list holds, all its pages.
function Get-List([string] $Uri)
{
    $items = @()
    while ($Uri)
    {
        $answer = Send-Request 'GET' $Uri
        if ($answer.Status -ge 400 -or $answer.Status -eq 0)
        {
            Stop-Run "The list cannot be read: $($answer.Status) $($answer.Text)"
        }
        $items += @($answer.Body.value)
        $Uri = $answer.Body.nextLink
    }
    return $items
}

function Get-Outcome([string] $Word)
{
    if (@('Succeeded', 'PartiallySucceeded', 'CompletedWithInformation') -contains $Word)
    {
        return 'succeeded'
    }
    if (@('NotStarted', 'InProgress') -contains $Word)
    {
        return 'running'
    }
    return 'failed'
}
`;
