# $1: file for the process id, $2: file for what the program prints, then the program. It goes on when whoever started it ends,
# in a session of its own, so that a Ctrl-C in the terminal is none of its business. Its id is that of this shell.
echo "$$" > "$1.new" && mv -f "$1.new" "$1" || exit 1
exec < /dev/null >> "$2" 2>&1 || exit 1
shift 2
unset _OCCTL_DETACH
if command -v setsid > /dev/null 2>&1; then exec setsid "$@"; fi
if command -v perl > /dev/null 2>&1; then exec perl -e 'use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV; exit 127' "$@"; fi
trap '' HUP INT
exec "$@"
