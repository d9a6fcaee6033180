# Started with a pipe from the parent as standard input and: [folder, or file that ends in .owner, to delete]... -- command [argument]...
# Leaves a watcher behind and becomes the command. Nothing but a POSIX shell is assumed; see ShellGuarding.cs.
unset _OPENCODE_GUARD
exec 3<&0 </dev/null
(
  # The terminal's signals go to the whole process group; the watcher has to outlive them.
  trap '' HUP INT QUIT TERM
  exec >/dev/null 2>&1
  cd /
  server=$$
  self=$(exec sh -c 'echo $PPID')

  # "exited": the server is gone, its id may soon be somebody else's. "released": nothing is left to do.
  while read -r word <&3; do
    case $word in
      exited) server= ;;
      released) exit 0 ;;
    esac
  done

  links() {
    if [ -r /proc/self/status ]; then
      for status in /proc/[0-9]*/status; do
        while read -r key value rest; do
          case $key in
            Pid:) id=$value ;;
            PPid:) echo "$id:$value"; break ;;
          esac
        done <"$status"
      done
    else
      ps -A -o pid= -o ppid= | while read -r id parent; do echo "$id:$parent"; done
    fi
  }

  # Those with the server's mark in their environment, wherever their parents are. ps does not show it of macOS's own programs.
  marked() {
    if [ -r /proc/self/environ ]; then
      grep -lsF "_OPENCODE_HOSTED=$_OPENCODE_MARK" /proc/[0-9]*/environ | while IFS=/ read -r root proc id rest; do echo "$id"; done
    else
      ps -A -E -ww -o pid= -o command= | while read -r id rest; do
        case " $rest " in *" _OPENCODE_HOSTED=$_OPENCODE_MARK "*) echo "$id" ;; esac
      done
    fi
  }

  # A zombie counts as gone: in a container nobody may ever collect it.
  alive() { kill -0 "$server" && ! grep -q '^State:.*Z' "/proc/$server/status"; }

  if [ -n "$server" ]; then
    # Remembered now: when the server is gone, its children belong to init.
    all=$(links)
    below=" $server "
    before=
    while [ "$below" != "$before" ]; do
      before=$below
      for link in $all; do
        id=${link%:*}
        case $below in *" $id "*) continue ;; esac
        case $below in *" ${link#*:} "*) [ "$id" = "$self" ] || below="$below$id " ;; esac
      done
    done

    kill -TERM "$server"
    tries=0
    while alive && [ "$tries" -lt 20 ]; do sleep 0.1; tries=$((tries + 1)); done
    for id in $below; do kill -KILL "$id"; done
  fi

  # What they start while we look is found by looking again.
  tries=0
  while [ "$tries" -lt 5 ]; do
    found=$(marked)
    [ -n "$found" ] || break
    for id in $found; do kill -KILL "$id"; done
    tries=$((tries + 1))
    sleep 0.1
  done

  # A mark goes after its folder, and stays with it: a later process then tries again.
  left=
  while [ "$1" != "--" ]; do
    case $1 in *.owner) [ -z "$left" ] || { shift; continue; } ;; esac
    rm -rf "$1" || { sleep 1; chmod -R u+rwx "$1"; rm -rf "$1"; }
    if [ -e "$1" ]; then left=1; else left=; fi
    shift
  done
) &
while [ "$1" != "--" ]; do shift; done
shift
# From here on, and so not on the watcher.
export _OPENCODE_HOSTED="$_OPENCODE_MARK"
unset _OPENCODE_MARK
# Ctrl-C in a terminal goes to the whole process group, too: whether the server ends with it is for its program to decide.
trap '' INT
exec "$@" 3<&-
