# Completes TOOL in fish. In ~/.config/fish/config.fish: TOOL complete --shell fish | source
function __TOOL_suggestions
    # What stands after the name of the tool, up to the cursor.
    set -l words (commandline -opc)
    set -l tool $words[1]
    set -e words[1]
    set -l text (string join ' ' -- $words (commandline -ct))
    command $tool "[suggest:"(string length -- "$text")"]" "$text" 2>/dev/null
end
complete -c TOOL -a '(__TOOL_suggestions)'
