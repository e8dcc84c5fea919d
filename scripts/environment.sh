# Read in by the scripts beside it.  `ready LOCK` sees to it that .venv holds what that lock file names, and sets
# $python to the interpreter in there.  When nothing has changed it compares two files and that is all.

python=$root/.venv/bin/python

ready() {
  [ -x "$python" ] && cmp -s "$root/$1" "$root/.venv/$1" && return
  found=$(find_python) || exit 1
  "$found" -I "$root/scripts/environment.py" "$1" </dev/null >&2 || exit 1
}

# Prints a Python of version 3.11 or later: $AURA_PYTHON, else the newest by name, else one that uv fetches.
find_python() {
  if [ -n "${AURA_PYTHON:-}" ]; then
    set -- "$AURA_PYTHON"
  else
    set -- python3.14 python3.13 python3.12 python3.11 python3
  fi
  for candidate in "$@"; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  if [ -z "${AURA_PYTHON:-}" ] && uv python install --quiet 3.13 >&2 2>/dev/null; then
    uv python find --system 3.13 && return
  fi
  echo "Aura needs Python 3.11 or later, and found none as: $*." >&2
  echo "Install one (Debian, Ubuntu: apt install python3; macOS: brew install python), or set AURA_PYTHON to its path." >&2
  return 1
}
