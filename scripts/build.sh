#!/usr/bin/env bash
# Builds the one binary with the islands in it and leaves it at dist/linli.
. "$(dirname "$0")/env.sh"

scripts/wasm.sh
LINLI_PKG=$pkg cargo build --release --features ssr --bin linli
mkdir -p dist
# Moved into place, so that a running server keeps its own file.
cp "$CARGO_TARGET_DIR/release/linli" dist/linli.new
mv dist/linli.new dist/linli
