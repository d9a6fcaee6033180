# Completes TOOL in PowerShell. In $PROFILE: TOOL complete --shell pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName TOOL -ScriptBlock {
    param($word, $ast, $cursor)
    # What stands after the name of the tool, up to the cursor.
    $length = $cursor - $ast.Extent.StartOffset
    $tool = $ast.CommandElements[0].Extent.Text
    $text = $ast.Extent.Text.PadRight($length).Substring(0, $length).Substring($tool.Length)
    if ($text.StartsWith(' ')) { $text = $text.Substring(1) }
    & $tool "[suggest:$($text.Length)]" $text 2>$null |
        # Options only after a dash; without a suggestion, PowerShell completes the names of files.
        Where-Object { $_ -and $_.StartsWith($word) -and ($word.StartsWith('-') -or -not $_.StartsWith('-')) } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
