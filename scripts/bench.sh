#!/usr/bin/env bash
# Measures beside references in the same run and prints ratios; the names P1… are explained in
# docs/measurements.md. Words choose parts: scripts/bench.sh pages | ballots | process | guess | roll | weight | paint
. "$(dirname "$0")/env.sh"

export LINLI_PKG=$pkg
parts=("$@")
[ "${#parts[@]}" -gt 0 ] || parts=(pages ballots process guess roll weight paint)
for part in "${parts[@]}"; do
  if [ "$part" = paint ] || [ "$part" = weight ]; then
    [ -d end2end/node_modules ] || scripts/setup.sh --tests
  fi
  if [ "$part" = weight ]; then
    # P8 and P9 are promises too: the test that keeps them prints them.
    scripts/end2end.sh --project="every page" -g "first screens"
  elif [ "$part" = paint ]; then
    (cd end2end && npx --no-install playwright test --config measure.config.ts)
  elif [ "$part" = roll ]; then
    # On both engines; a durable PostgreSQL of its own.
    LINLI_PG_FSYNC=on scripts/with-postgres.sh cargo bench --quiet --features ssr --bench web -- "$part"
  else
    cargo bench --quiet --features ssr --bench web -- "$part"
  fi
done
