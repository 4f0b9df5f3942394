#!/usr/bin/env bash
# Makes this machine ready, doing only what is not done yet:
#   tools/setup.sh run    for the command itself
#   tools/setup.sh dev    for tests, lint and benchmarks too
# Ends with 69 where something is missing that only the machine's owner can put right.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=${1:-run}
python=${PYTHON:-python3}
venv=.venv
stamp=$venv/.reckoner-stamp

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 69
}

# Debian packages: installed as root, otherwise named in a line that can be copied.
need_debian() {
    local packages=("$@") line="apt-get install --no-install-recommends -y $*"
    command -v apt-get >/dev/null || stop "This machine lacks what Debian calls: ${packages[*]}. Install it, then try again."
    [ "$(id -u)" = 0 ] || stop "This machine lacks: ${packages[*]}. Run this line, then try again:
  sudo $line"
    say "Installing ${packages[*]} ..."
    {
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq && $line -qq
    } </dev/null >&2 || stop "apt-get could not install: ${packages[*]}. See its message above, mend it, then run:
  $line"
}

need_python() {
    command -v "$python" >/dev/null || stop "There is no $python here. Reckoner needs Python 3.11 or later."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "$("$python" --version) is too old: Reckoner needs Python 3.11 or later. Name another with PYTHON=..., such as
  make demo PYTHON=python3.13"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need_debian python3-venv
}

need_libraries() {
    local missing
    missing=$("$python" tools/libraries.py)
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # a list of names
    need_debian $missing
    missing=$("$python" tools/libraries.py)
    [ -z "$missing" ] || stop "Still cannot be loaded after installing: $missing"
}

# What tests talk to for real: a second PDF reader, a database, a mail server, a mail reader, a browser,
# the PDF validator's Java, and Node for the web's own checkers.
need_test_tools() {
    local missing=()
    command -v pdftoppm >/dev/null || missing+=(poppler-utils)
    command -v java >/dev/null || missing+=(default-jre-headless)
    [ -x /usr/sbin/dovecot ] && command -v openssl >/dev/null || missing+=(dovecot-imapd openssl)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    command -v chromium >/dev/null || missing+=(chromium)
    command -v mutt >/dev/null || missing+=(mutt)
    command -v node >/dev/null || missing+=(nodejs)
    command -v npm >/dev/null || missing+=(npm)
    [ ${#missing[@]} = 0 ] || need_debian "${missing[@]}"
    node --eval 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' ||
        stop "Node $(node --version) is too old for the tests of web pages: they need 18 or later."
}

# The environment holds absolute paths: it is made anew when the folder has moved or its Python has gone.
need_venv() {
    grep -qsxF "home $PWD" "$stamp" && "$venv/bin/python" -c 'import pip' 2>/dev/null && return
    say "Making $venv ..."
    "$python" -m venv --clear "$venv"
    echo "home $PWD" >"$stamp"
}

fingerprint() { sha256sum "$1" | cut -c1-64; }

done_already() { grep -qxF "$1 $(fingerprint "$2")" "$stamp"; }

record() {
    sed -i "/^$1 /d" "$stamp"
    echo "$1 $(fingerprint "$2")" >>"$stamp"
}

need_packages() {
    done_already "$wanted" "requirements/$wanted.txt" && return
    say "Installing the locked packages (about a minute the first time) ..."
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes \
        -r "requirements/$wanted.txt" </dev/null >&2 || stop "The packages could not be fetched; see the message above."
    sed -i '/^dev /d' "$stamp" # a new run set may have moved what the dev set pinned
    record run requirements/run.txt
    [ "$wanted" = run ] || record "$wanted" "requirements/$wanted.txt"
}

# Checkers of web pages and mail, from the lock file beside the tests; nothing of them runs while installing.
need_web_tools() {
    done_already web tests/web/package-lock.json && [ -d tests/web/node_modules ] && return
    say "Installing the checkers of web pages ..."
    npm ci --prefix tests/web --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error \
        </dev/null >&2 || stop "The checkers could not be fetched; see the message above."
    record web tests/web/package-lock.json
}

need_project() {
    done_already project pyproject.toml && return
    local heard # setuptools warns about editable projects: of interest only where it fails
    heard=$("$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation \
        --editable . 2>&1 </dev/null) || {
        say "$heard"
        exit 70
    }
    record project pyproject.toml
}

case $wanted in
run | dev) ;;
*) say "usage: tools/setup.sh run|dev" && exit 2 ;;
esac
need_python
need_libraries
[ "$wanted" = run ] || need_test_tools
need_venv
need_packages
[ "$wanted" = run ] || need_web_tools
need_project
