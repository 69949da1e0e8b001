#!/usr/bin/env bash
# Form and lints of all three builds; any warning fails.
. "$(dirname "$0")/env.sh"

cargo fmt --check || fail "Some files are not formatted; run 'cargo fmt'."
cargo clippy --quiet --lib --tests -- -D warnings
cargo clippy --quiet --features ssr --all-targets -- -D warnings
if has_wasm_target; then
  cargo clippy --quiet --lib --target wasm32-unknown-unknown --no-default-features --features hydrate -- -D warnings
else
  say "The islands are not linted: rustup has no target wasm32-unknown-unknown here."
fi
if have shellcheck; then shellcheck -x scripts/*.sh .ci/run; fi
