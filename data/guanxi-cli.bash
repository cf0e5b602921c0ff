# bash completion for guanxi-cli. It asks the program's own --help, so it offers exactly what works.
_guanxi_cli ()
{
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} i help
  local program=${COMP_WORDS[0]} words=()

  if [ "$previous" = --format ]; then
    mapfile -t COMPREPLY < <(compgen -W 'table json jsonl' -- "$current")
    return
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --book|--format) ((i++)) ;;
      -*) ;;
      *) words+=("${COMP_WORDS[i]}") ;;
    esac
  done

  help=$("$program" "${words[@]:0:2}" --help 2>/dev/null) || return
  if [[ $current == -* ]]; then
    help=$(grep -oE -- '^  (-[a-z], )?--[a-z-]+' <<<"$help" | grep -oE -- '--[a-z-]+')
    mapfile -t COMPREPLY < <(compgen -W "$help" -- "$current")
  elif [ ${#words[@]} -le 1 ]; then
    # Lines "  noun verb ARGUMENTS": the noun first, then its verbs; a word that has none takes files.
    help=$(grep -E '^  [a-z]' <<<"$help" \
      | awk -v n=$((${#words[@]} + 1)) '$n ~ /^[a-z-]+$/ { print $n }' | sort -u)
    mapfile -t COMPREPLY < <(compgen -W "$help" -- "$current")
  fi
}
complete -o default -F _guanxi_cli guanxi-cli
