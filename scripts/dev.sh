#!/usr/bin/env bash
# Serves a debug build and builds it anew whenever a source changes. Islands are as the last
# `make wasm` left them.
. "$(dirname "$0")/env.sh"

export LINLI_PKG=$pkg LINLI_ADDR=${LINLI_ADDR:-127.0.0.1:3000}
mark=$(mktemp)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -f "$mark"
}
trap finish EXIT
trap 'exit 0' INT TERM
while true; do
  touch "$mark"
  if cargo build --features ssr --bin linli; then
    if [ -n "$server" ]; then
      kill "$server" 2>/dev/null || true
      wait "$server" 2>/dev/null || true
    fi
    "$CARGO_TARGET_DIR/debug/linli" serve &
    server=$!
  fi
  until [ -n "$(find src style public migrations Cargo.toml build.rs -newer "$mark" -type f -print -quit)" ]; do
    sleep 0.5
  done
done
