#!/usr/bin/env bash
# Asks a live engine what the index here is asked, and compares the answers.
#
#   tests/scale/remote.sh URL [QUOTEDEX] [ARTICLES...]
#
# URL is the address of Elasticsearch or OpenSearch (http://127.0.0.1:9200) or of Quickwit (http://127.0.0.1:7280).
# QUOTEDEX is a program built with `--features remote` (default: target/release/quotedex). The index gets an id of its
# own and is deleted at the end; nothing else on the server is touched, but for the alias `quotedex-live-test`.
# QUOTEDEX_REMOTE_KEY, when set, is sent by curl as well.
set -euo pipefail
url=${1:?usage: tests/scale/remote.sh URL [QUOTEDEX] [ARTICLES...]}
url=${url%/}
here=$(cd "$(dirname "$0")/../.." && pwd)
quotedex=${2:-$here/target/release/quotedex}
shift $(($# > 2 ? 2 : $#))
articles=("$@")
((${#articles[@]})) || articles=("$here/seeds/articles" "$here"/tests/fixtures/{speakers,topics}/articles.jsonl)
command -v curl >/dev/null || { echo "remote.sh needs curl" >&2; exit 2; }
[ -x "$quotedex" ] || { echo "no program at $quotedex: cargo build --release --features remote" >&2; exit 2; }

work=$(mktemp -d)
export QUOTEDEX_INDEX=$work/index
key=${QUOTEDEX_REMOTE_KEY:-}
case $key in '' | *' '*) ;; *) key="ApiKey $key" ;; esac
# In a file of our own: others can read command lines.
(umask 077 && printf 'authorization: %s\n' "$key" >"$work/header")
[ -n "$key" ] || : >"$work/header"
send() { curl -fsS --max-time 600 -H @"$work/header" "$@"; }

if send "$url/api/v1/version" >/dev/null 2>&1; then
  engine=quickwit api=$url/api/v1/_elastic
elif send "$url/" | grep -q '"tagline"'; then
  engine=elasticsearch api=$url
else
  echo "neither Quickwit nor Elasticsearch answers at $url" >&2
  exit 2
fi

"$quotedex" -q index "${articles[@]}" >/dev/null
id=$("$quotedex" export --to $engine --print id)-$$
end() {
  case $engine in
  quickwit) send -X DELETE "$url/api/v1/indexes/$id" >/dev/null || true ;;
  *) send -X DELETE "$url/$id" >/dev/null || true ;;
  esac
  rm -rf "$work"
}
trap end EXIT

"$quotedex" export --to $engine --print config --id "$id" >"$work/config"
load=$(date +%s%N)
if [ $engine = quickwit ]; then
  send -X POST -H 'content-type: application/yaml' --data-binary @"$work/config" "$url/api/v1/indexes" >/dev/null
  load_to="$url/api/v1/$id/ingest?commit=wait_for"
  name=$id
else
  send -X PUT -H 'content-type: application/json' --data-binary @"$work/config" "$url/$id" >/dev/null
  load_to="$url/$id/_bulk"
  name=quotedex-live-test
fi
# An even number of lines, so that no document is parted from its action.
export load_to work
"$quotedex" export --to $engine | split -l 1000 --filter \
  'curl -fsS --max-time 600 -H @"$work/header" -H "content-type: application/x-ndjson" --data-binary @- "$load_to" >/dev/null'
if [ $engine = elasticsearch ]; then
  send -X POST "$url/$id/_refresh" >/dev/null
  send -X POST -H 'content-type: application/json' "$url/_aliases" >/dev/null \
    -d "{\"actions\":[{\"add\":{\"index\":\"$id\",\"alias\":\"$name\"}}]}"
fi
echo "loaded into $engine in $((($(date +%s%N) - load) / 1000000)) ms"

# Words of the index itself, whatever the articles are.
"$quotedex" -q search --limit 200 --format jsonl >"$work/quotes"
sed -n 's/.*"text":"\([^"\\]*\)".*/\1/p' "$work/quotes" | cut -d' ' -f2-9 | grep -v '^$' >"$work/phrases" || true
tr -cs '[:alpha:]' '\n' <"$work/phrases" | grep -E '^[a-z]{5,}$' | sort -u | head -100 >"$work/words" || true
speaker=$("$quotedex" -q speakers --limit 1 --format jsonl | sed -n 's/.*"name":"\([^"]*\)".*/\1/p')
topic=$("$quotedex" -q topics --limit 1 --format jsonl | sed -n 's/.*"topic":"\([^"]*\)".*/\1/p')
word=$(head -1 "$work/words")

asked=0 differ=0 here_ms=0 there_ms=0
compare() {
  local began
  began=$(date +%s%N)
  "$quotedex" "$@" >"$work/here" 2>&1 || echo "exit $?" >>"$work/here"
  here_ms=$((here_ms + ($(date +%s%N) - began) / 1000000))
  began=$(date +%s%N)
  "$quotedex" "$@" --remote "$api" --remote-index "$name" >"$work/there" 2>&1 || echo "exit $?" >>"$work/there"
  there_ms=$((there_ms + ($(date +%s%N) - began) / 1000000))
  asked=$((asked + 1))
  if ! cmp -s "$work/here" "$work/there"; then
    differ=$((differ + 1))
    echo "differs: quotedex $*"
    diff "$work/here" "$work/there" | head -5
  fi
}

for format in json text; do
  compare search "$word" --format $format
  compare search "\"$(head -1 "$work/phrases")\"" --format $format
  compare search "\"$(head -1 "$work/phrases" | cut -d' ' -f1,3,4)\"~3" --format $format
  compare search "${word%??}* -${speaker##* }" --format $format
  compare search --speaker "$speaker" --sort newest --format $format
  compare search --topic "$topic" --count-by speaker --format $format
  compare search --speaker "$speaker" --kind direct --sort oldest --limit 5 --offset 2 --format $format
  compare search zzyzx --speaker "$speaker" --format $format
  compare search --speaker "${speaker%?}q" --format $format
  compare who "$(sed -n 2p "$work/phrases")" --format $format
  compare who "$(sed -n 3p "$work/phrases")" --speaker "$speaker" --format $format
  compare who "purple elephants sang about the harbour of nowhere" --format $format
  compare timeline --speaker "$speaker" --format $format
  compare speakers --format $format
  compare speakers "$speaker" --format $format
  compare topics --format $format
  compare topics "$topic" --format $format
done
compare who --batch "$work/phrases" --format jsonl
compare search --batch "$work/words" --format jsonl
printf '%d questions, %d answers differ; here %d ms, there %d ms\n' $asked $differ $here_ms $there_ms
[ $differ = 0 ]
