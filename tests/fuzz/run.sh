#!/bin/sh
# Fuzzes every reader and the extractor: tests/fuzz/run.sh SECONDS [TARGET]. FUZZ_SEED chooses other inputs.
# Exit code 0: nothing was found. Inputs that found something are kept in target/fuzz.
set -eu
cd "$(dirname "$0")/../.."
FUZZ_SECONDS="${1:?how many seconds? tests/fuzz/run.sh 600}"
export FUZZ_SECONDS
if [ -n "${2:-}" ]; then
    FUZZ_TARGET="$2"
    export FUZZ_TARGET
fi
exec nice cargo test --quiet --test fuzz
