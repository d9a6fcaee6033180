# Completes TOOL in bash. In ~/.bashrc: eval "$(TOOL complete --shell bash)"
_TOOL() {
  local text="${COMP_LINE:0:COMP_POINT}" word="$2" suggestion
  # What stands after the name of the tool, up to the cursor.
  text="${text#*"$1"}"
  text="${text# }"
  COMPREPLY=()
  while IFS= read -r suggestion; do
    suggestion="${suggestion%$'\r'}"
    # Options only after a dash; without a suggestion, bash completes the names of files.
    [[ $suggestion == -* && $word != -* ]] && continue
    [[ -n $suggestion && $suggestion == "$word"* ]] && COMPREPLY+=("$suggestion")
  done < <("$1" "[suggest:${#text}]" "$text" 2>/dev/null)
}
complete -o default -F _TOOL TOOL
