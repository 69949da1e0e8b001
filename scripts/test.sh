#!/usr/bin/env bash
# Everything that must hold: lints, the rules alone, both stores and the site over HTTP, the
# islands, the release binary in a browser. Runs every stage also after a failure, then prints the
# runners' closing lines and their sum.
. "$(dirname "$0")/env.sh"

logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
failed=()
# A stage of this name; its output is shown and kept.
stage() {
  local name=$1 begun=$SECONDS
  shift
  say "── $name"
  if ! "$@" 2>&1 | tee "$logs/$name"; then failed+=("$name"); fi
  say "── $name: $((SECONDS - begun)) s"
}
# nextest where it is; else cargo's own runner keeps the same promises.
runner=(cargo test)
if cargo nextest --version >/dev/null 2>&1; then runner=(cargo nextest run --no-fail-fast); fi

scripts/setup.sh --tests
stage lint scripts/lint.sh
stage domain "${runner[@]}" --lib
stage promises scripts/with-postgres.sh "${runner[@]}" --features ssr
stage lean scripts/lean.sh
stage build scripts/build.sh
stage browser scripts/with-postgres.sh scripts/end2end.sh

# Adds up what the closing lines say: nextest's Summary, cargo's 'test result', Playwright's lines.
sum() {
  sed 's/\x1b\[[0-9;]*m//g' "$logs"/* | awk -v what="$1" '
    /Summary \[/ || /^test result:/ || /^ +[0-9]+ (passed|failed|flaky)/ {
      for (i = 2; i <= NF; i++) { word = $i; gsub(/[^a-z]/, "", word); if (word == what) total += $(i - 1) }
    }
    END { print total + 0 }'
}
# What went wrong in the browser, once more where it is read first.
broke() { sed 's/\x1b\[[0-9;]*m//g' "$logs/browser" 2>/dev/null | grep -vE '^ +✓' | sed -n '/^  1) /,$p' | head -n "$1"; }
say ""
broke 80 || true
grep -hE 'Summary \[|^test result:|^ +[0-9]+ (passed|failed|flaky|skipped)' "$logs"/* || true
passed=$(sum passed)
broken=$(sum failed)
# A stage can fail without a failing test (a lint, a build).
[ "$broken" -gt 0 ] || broken=${#failed[@]}
[ "${#failed[@]}" -eq 0 ] || say "did not pass: ${failed[*]}"
echo "$passed passed, $broken failed"
[ "${#failed[@]}" -eq 0 ]
