# shellcheck shell=bash
# What every script shares; sourced, never run. Sets where things are kept:
#   LINLI_CACHE       tools that are built once (default: linli below the user's cache folder)
#   CARGO_TARGET_DIR  what cargo builds (default: target below LINLI_CACHE)
#   pkg               the islands as wasm-bindgen leaves them; the server embeds them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export LINLI_CACHE=${LINLI_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/linli}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$LINLI_CACHE/target}
export pkg=$CARGO_TARGET_DIR/linli-pkg
export PATH=$LINLI_CACHE/tools/bin:$PATH
mkdir -p "$LINLI_CACHE"

# The version of a crate that Cargo.toml pins with '='.
pinned() { sed -n "s/^$1 = { version = \"=\([^\"]*\)\".*/\1/p" Cargo.toml | head -n 1; }
say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
# Whether rustup's own compiler can build for the browser.
has_wasm_target() { [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; }
# Debian's compiler with the sources of std, the way around where rustup reaches no network.
has_debian_web() { [ -x /usr/bin/cargo ] && [ -d "$(/usr/bin/rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library" ]; }
