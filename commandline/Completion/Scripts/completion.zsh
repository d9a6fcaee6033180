# Completes TOOL in zsh. In ~/.zshrc, below compinit: eval "$(TOOL complete --shell zsh)"
_TOOL() {
  # What stands after the name of the tool, up to the cursor.
  local text="${words[2,CURRENT-1]}"
  [[ -n $text ]] && text+=" "
  text+="$PREFIX"
  local -a suggestions
  suggestions=("${(@f)$("${words[1]}" "[suggest:${#text}]" "$text" 2>/dev/null)}")
  # Options only after a dash; without a suggestion, zsh completes the names of files.
  [[ $PREFIX == -* ]] || suggestions=("${(@)suggestions:#-*}")
  suggestions=("${(@)suggestions:#}")
  (( ${#suggestions} )) && compadd -a -- suggestions && return
  _files
}
compdef _TOOL TOOL
