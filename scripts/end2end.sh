#!/usr/bin/env bash
# The browser tests against dist/linli with a demo: the journeys and the walk over every page on
# SQLite, then the journeys on PostgreSQL where LINLI_TEST_POSTGRES names a server (scripts/with-postgres.sh does).
# Further words go to Playwright: scripts/end2end.sh --project=phone vote
# The words that try to run as scripts take minutes of their own: scripts/end2end.sh --project=xss
. "$(dirname "$0")/env.sh"

[ -x dist/linli ] || fail "There is no dist/linli; run 'make build' first."
[ -d end2end/node_modules ] || fail "The browser tests' packages are missing; run 'scripts/setup.sh --tests' first."
if [ -z "${LINLI_CHROMIUM:-}" ] && [ ! -x /usr/bin/chromium ]; then
  fail "There is no /usr/bin/chromium; install it or name another with LINLI_CHROMIUM."
fi

playwright() { (cd end2end && npx --no-install playwright test "$@"); }
status=0
say "in the browser, on SQLite"
if [ "$#" -gt 0 ]; then
  playwright "$@" || status=1
else
  say "without the words that try to run as scripts: scripts/end2end.sh --project=xss"
  playwright --project=phone --project="phone with WebAssembly" --project=desktop --project="every page" || status=1
fi
if [ -n "${LINLI_TEST_POSTGRES:-}" ] && [ "$#" -eq 0 ]; then
  say "in the browser, on PostgreSQL"
  LINLI_END2END_DATABASE=$LINLI_TEST_POSTGRES playwright --project=phone --project="phone with WebAssembly" --project=desktop || status=1
fi
exit "$status"
