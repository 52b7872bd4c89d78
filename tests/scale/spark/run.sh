#!/usr/bin/env bash
# Runs the Spark job on two workers of this machine, kills one, and compares: tests/scale/spark/run.sh [FORMAT [ARTICLES]]
#
# FORMAT is jsonl (unless given), parquet or warc; ARTICLES 100000 unless given. It builds the Python package (cargo profile
# release, or PROFILE), installs it with PySpark (requirements.txt) in target/python/spark, and prints a line a run. PYTHON
# names an interpreter; JAVA_HOME the Java of Spark, 17 or later.
#
# Exit code 0: every run gave the same rows, or there is no Java or no Python ("skipped: ..."); 1: they differ.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
format=${1:-jsonl}
count=${2:-100000}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
venv=$CARGO_TARGET_DIR/python/spark

skip() { echo "skipped: $1"; exit 0; }

python=${PYTHON:-python3}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$python" >/dev/null || skip "no Python"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || skip "no Python 3.11 or later"
command -v "$java" >/dev/null || skip "no Java; Debian: apt-get install openjdk-17-jre-headless"
version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
[ "${version:-0}" -ge 17 ] || skip "Java is $version; Spark needs 17 or later"

if ! [ -x "$venv/bin/python" ] || ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
    rm -rf "$venv"
    "$python" -m venv "$venv" || skip "no Python with venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check maturin -r "$here/requirements.txt" \
        || skip "pip cannot fetch PySpark"
    cp "$here/requirements.txt" "$venv/requirements.txt"
fi
wheels=$CARGO_TARGET_DIR/python/spark-wheels
rm -rf "$wheels"
PYO3_PYTHON=$venv/bin/python "$venv/bin/maturin" build --quiet --locked --profile "${PROFILE:-release}" \
    --compatibility linux --interpreter "$venv/bin/python" --manifest-path "$root/src/python/Cargo.toml" --out "$wheels"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps "$wheels"/*.whl

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$venv/bin/python" "$here/check.py" "$format" "$count" "$work"
