#!/usr/bin/env bash
# Builds the Python package and tests it: tests/python/run.sh [PYTEST ARGUMENTS]
#
# QUOTEDEX names the program that answers are compared with (target/debug/quotedex unless given), PYTHON an interpreter,
# PROFILE the cargo profile of the package (dev). What pip installs (requirements.txt) is kept in target/python.
#
# Exit code 0: every check passed, or there is no Python ("skipped: ..."); otherwise a check failed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
mkdir -p "$target/python"
target=$(cd "$target" && pwd)
venv=$target/python/venv
export QUOTEDEX=${QUOTEDEX:-$target/debug/quotedex}
export CARGO_TARGET_DIR=$target

skip() { echo "skipped: $1"; exit 0; }
fail() { echo "$1" >&2; exit 1; }

# Installs what requirements.txt pins, unless that is there already.
install_packages() {
    if [ -x "$venv/bin/maturin" ] && cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then return; fi
    rm -rf "$venv"
    "$python" -m venv "$venv" || skip "no Python with venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt" \
        || skip "pip cannot fetch what the tests need"
    cp "$here/requirements.txt" "$venv/requirements.txt"
}

# Builds the wheel, with the interpreter named so that nothing is compiled twice, and installs it.
install_wheel() {
    export PYO3_PYTHON=$venv/bin/python
    rm -rf "$target/python/wheels"
    "$venv/bin/maturin" build --quiet --locked --profile "${PROFILE:-dev}" --compatibility linux \
        --interpreter "$PYO3_PYTHON" --manifest-path "$root/src/python/Cargo.toml" --out "$target/python/wheels"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps \
        "$target"/python/wheels/*.whl
}

python=${PYTHON:-python3}
command -v "$python" >/dev/null || skip "no Python"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || skip "no Python 3.11 or later"
[ -x "$QUOTEDEX" ] || fail "there is no $QUOTEDEX; build it, or name another with QUOTEDEX"
install_packages
install_wheel

cd "$root"
export PYTHONPATH=$here
PYTHONDONTWRITEBYTECODE=1 "$venv/bin/python" -m pytest -c src/python/pyproject.toml --rootdir "$root" \
    -p places -p no:cacheprovider --pyargs quotedex "$here"/test_*.py "$@"
MYPYPATH=$here "$venv/bin/python" -m mypy --config-file src/python/pyproject.toml --cache-dir "$target/python/mypy" \
    -p quotedex -m typed
