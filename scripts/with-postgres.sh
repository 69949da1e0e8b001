#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own and takes both away afterwards:
#   scripts/with-postgres.sh cargo nextest run --features ssr
# The server listens on 127.0.0.1 at a free port, without fsync (it holds only what tests make),
# and its address stands in LINLI_TEST_POSTGRES. With LINLI_TEST_POSTGRES set already, that
# server is used and left alone. LINLI_PG_FSYNC=on makes it durable, for benchmarks.
set -euo pipefail

if [ "$#" -eq 0 ]; then
  echo "Say which command to run beside PostgreSQL: scripts/with-postgres.sh COMMAND…" >&2
  exit 2
fi
if [ -n "${LINLI_TEST_POSTGRES:-}" ]; then
  exec "$@"
fi

bin=
for folder in "$(dirname "$(command -v initdb || echo /nowhere/initdb)")" /usr/lib/postgresql/*/bin; do
  if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then bin=$folder; fi
done
if [ -z "$bin" ]; then
  echo "PostgreSQL's initdb is not on this machine. Run 'make setup', or install the package 'postgresql'." >&2
  exit 1
fi

# PostgreSQL refuses to run as root; the package brings an account for it.
as_owner() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
  if ! id postgres >/dev/null 2>&1; then
    echo "PostgreSQL does not run as root and there is no account 'postgres'. Run this as another account." >&2
    exit 1
  fi
  as_owner() { runuser -u postgres -- "$@"; }
fi

folder=$(mktemp -d)
finish() {
  status=$?
  as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM
[ "$(id -u)" -ne 0 ] || chown postgres "$folder"

as_owner "$bin/initdb" -D "$folder/data" -U linli --auth=trust --encoding=UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || {
  cat "$folder/log" >&2
  echo "PostgreSQL could not lay its data out in $folder; its words are above." >&2
  exit 1
}

fsync=${LINLI_PG_FSYNC:-off}
for attempt in 1 2 3 4 5; do
  port=$((20000 + (RANDOM + $$ + attempt * 7919) % 20000))
  settings="-p $port -h 127.0.0.1 -k $folder -c fsync=$fsync -c synchronous_commit=$fsync -c full_page_writes=$fsync -c max_connections=200"
  if as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 30 -o "$settings" start >/dev/null 2>&1; then
    break
  fi
  if [ "$attempt" -eq 5 ]; then
    cat "$folder/server.log" >&2
    echo "PostgreSQL did not start on any of five ports; its words are above." >&2
    exit 1
  fi
done

export LINLI_TEST_POSTGRES="postgres://linli@127.0.0.1:$port/postgres"
"$@"
