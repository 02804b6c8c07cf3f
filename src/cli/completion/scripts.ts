/** Completion scripts: they hand the words so far to `mcpc __complete`, so they never fall behind the commands. */
export const completionScripts = {
  bash: `# mcpc completion for bash. Load it: source <(mcpc completion bash)
_mcpc() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <(mcpc __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _mcpc mcpc
`,
  zsh: `#compdef mcpc
# mcpc completion for zsh. Load it: source <(mcpc completion zsh)
_mcpc() {
  local -a candidates
  local line
  while IFS= read -r line; do
    if [[ $line == *$'\\t'* ]]; then
      candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    else
      candidates+=("\${line//:/\\\\:}")
    fi
  done < <(mcpc __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#candidates} )); then
    _describe mcpc candidates
  else
    _files
  fi
}
compdef _mcpc mcpc
`,
  fish: `# mcpc completion for fish. Load it: mcpc completion fish | source
function __mcpc_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l candidates (mcpc __complete $words[2..-1] 2>/dev/null)
  if test (count $candidates) -gt 0
    printf '%s\\n' $candidates
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c mcpc -f -a '(__mcpc_complete)'
`,
} as const;

export type Shell = keyof typeof completionScripts;
export const shells = Object.keys(completionScripts) as readonly Shell[];
