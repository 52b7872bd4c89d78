#!/usr/bin/env bash
# Journeys through the pages of `quotedex serve` in Chromium: tests/browser/run.sh [BINARY]
#
# BINARY is target/debug/quotedex unless given. An index of seeds/articles and of a small hostile corpus is built in a
# folder that is removed at the end; `serve` listens on a free port; journeys.mjs walks through the pages. What npm
# installs (package.json) is kept in ${XDG_CACHE_HOME:-$HOME/.cache}/quotedex-browser-tests. CHROMIUM names another browser.
#
# Exit code 0: every check passed, or there is no Chromium or no Node.js ("skipped: ..."); 1: a check failed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
binary=${1:-$root/target/debug/quotedex}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/quotedex-browser-tests

skip() { echo "skipped: $1"; exit 0; }
fail() { echo "$1" >&2; exit 1; }

find_chromium() {
    local name
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if [ -n "$name" ] && command -v "$name"; then return; fi
    done
    return 1
}

# Installs what package.json pins, unless the cache has just that already.
install_packages() {
    if [ -d "$cache/node_modules/axe-core" ] && cmp -s "$here/package.json" "$cache/package.json"; then return; fi
    mkdir -p "$cache"
    cp "$here/package.json" "$cache/package.json.new"
    rm -rf "$cache/node_modules" "$cache/package-lock.json" "$cache/package.json"
    mkdir -p "$cache/install"
    cp "$cache/package.json.new" "$cache/install/package.json"
    npm install --prefix "$cache/install" --no-audit --no-fund --loglevel=error >&2 || skip "npm cannot fetch playwright-core and axe-core"
    mv "$cache/install/node_modules" "$cache/node_modules"
    mv "$cache/package.json.new" "$cache/package.json"
    rm -rf "$cache/install"
}

# Articles that try to run, to steer the text, or to break the layout.
write_hostile_corpus() {
    local folder=$1 rlo=$'\xe2\x80\xae' isolate=$'\xe2\x81\xa7' escape=$'\x1b[31m' bell=$'\x07'
    local name
    mkdir -p "$folder"

    cat >"$folder/script.txt" <<'END'
---
title: "<script>window.ran = 'title'</script><img src=x onerror=alert(1)>"
date: 2025-02-03
publisher: "\"><script>alert(2)</script> & Sons"
author: "<b>Bold</b> Author"
url: https://paper.example/a?x="><script>alert(3)</script>
---

“The harvester <script>window.ran = 'words'</script> will stop in May,” Ann Smith, the <i>mayor</i>, said on Monday.

“The harvester \" onmouseover=\"window.ran = 'attribute'\" stays,” said Bob Ray.
END
    cat >"$folder/address.txt" <<'END'
---
title: An address that is none
date: 2025-02-04
publisher: The Paper
url: "javascript:alert(4)"
---

“This harvester has no page of its own,” Ann Smith said on Tuesday.
END
    {
        printf -- '---\ntitle: "Title %sdesrever%s %s"\ndate: 2025-02-05\npublisher: "The %srepaP"\n---\n\n' \
            "$rlo" "$isolate" "$bell" "$rlo"
        printf '“The trumpet %s is %sdesrever and %s never closed%s,” Cora Day said on Monday.\n' \
            "$escape" "$rlo" "$isolate" "$bell"
    } >"$folder/marks.txt"

    name=$(printf 'Maximilianus%.0s' $(seq 40))
    printf 'An enormous name\n\n“The ladder is too short for my name,” said Otto %s, the keeper of %s.\n' "$name" "$name" \
        >"$folder/name.txt"
    cat >"$folder/scripts.txt" <<'END'
---
title: "أخبار 新闻 News"
date: 2025-02-06
publisher: "صحيفة 报"
---

“The lantern is bright,” محمد الأحمد said on Thursday.

“The lantern is dark,” 王小明 said on Friday.

محمد الأحمد: The lantern is mine.

王小明: The lantern is ours.
END
    {
        printf -- '---\ntitle: A long speech\ndate: 2025-02-07\npublisher: The Paper\n---\n\n“'
        seq -f 'Paragraph %g of the marathon counts.' 500 | tr '\n' ' '
        printf 'The end,” Dora Lee said on Monday.\n'
    } >"$folder/long.txt"
}

# The address that `serve` tells on standard error.
wait_for_address() {
    local log=$1 address
    for _ in $(seq 100); do
        address=$(sed -n 's/.* at \(http:[^;]*\)\/;.*/\1/p' "$log")
        if [ -n "$address" ]; then echo "$address"; return; fi
        sleep 0.1
    done
    fail "serve does not listen: $(cat "$log")"
}

chromium=$(find_chromium) || skip "no chromium"
command -v node >/dev/null || skip "no node"
command -v npm >/dev/null || skip "no node"
[ -x "$binary" ] || fail "there is no $binary; build it, or name another"
binary=$(cd "$(dirname "$binary")" && pwd)/$(basename "$binary")
install_packages

work=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap stop EXIT

write_hostile_corpus "$work/hostile"
cd "$root"
"$binary" --quiet --index "$work/index" index seeds/articles "$work/hostile" >/dev/null
"$binary" --index "$work/index" serve --port 0 >"$work/out" 2>"$work/log" &
server=$!
address=$(wait_for_address "$work/log")

MODULES="$cache" CHROMIUM="$chromium" node "$here/journeys.mjs" "$address"
