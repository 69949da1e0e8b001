#!/usr/bin/env bash
# Fills a new data folder with the demo, then serves it. LINLI_DATA, LINLI_ADDR and DATABASE_URL
# are heeded as `linli` itself heeds them.
. "$(dirname "$0")/env.sh"

export LINLI_DATA=${LINLI_DATA:-./linli-data}
export LINLI_ADDR=${LINLI_ADDR:-127.0.0.1:3000}
export LINLI_URL=${LINLI_URL:-http://localhost:${LINLI_ADDR##*:}}
if [ ! -e "$LINLI_DATA/linli.db" ] && [ -z "${DATABASE_URL:-}" ]; then
  if dist/linli demo --help >/dev/null 2>&1; then
    dist/linli demo
  else
    dist/linli import regions data || say "The regions could not be imported; the site starts empty."
  fi
fi
say "Open http://localhost:${LINLI_ADDR##*:} in a browser; Ctrl-C ends it."
exec dist/linli serve
