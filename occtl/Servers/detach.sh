# $1: file for the process id, $2: file for what the program prints, then the program. It goes on when whoever started it ends,
# in a session of its own, so that a Ctrl-C in the terminal is none of its business. Its id is that of this shell.
# Beside the id: what Linux counts its start by, which is the 20th word after the name.
stamp() { shift 19 && echo " $boot:$1"; }
started=""
if [ -r "/proc/$$/stat" ] && read -r boot < /proc/sys/kernel/random/boot_id && read -r stat < "/proc/$$/stat"; then started=$(stamp ${stat##*) }); fi
echo "$$$started" > "$1.new" && mv -f "$1.new" "$1" || exit 1
exec < /dev/null >> "$2" 2>&1 || exit 1
shift 2
unset _OCCTL_DETACH
if command -v setsid > /dev/null 2>&1; then exec setsid "$@"; fi
if command -v perl > /dev/null 2>&1; then exec perl -e 'use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV; exit 127' "$@"; fi
trap '' HUP INT
exec "$@"
