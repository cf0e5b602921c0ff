# bash completion for guanxi-cli. Lists what works, nothing else: a command comes here with its issue.
_guanxi_cli ()
{
  local cur prev words cword
  _init_completion 2>/dev/null || { cur=${COMP_WORDS[COMP_CWORD]}; prev=${COMP_WORDS[COMP_CWORD-1]}; }
  COMPREPLY=()
}
complete -F _guanxi_cli guanxi-cli
