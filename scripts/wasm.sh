#!/usr/bin/env bash
# Builds the islands: cargo → wasm-bindgen → wasm-opt, and leaves linli.js and linli_bg.wasm in
# the folder that the server's build embeds. Does nothing after cargo if nothing changed, so that
# the server is not linked again.
. "$(dirname "$0")/env.sh"

options=(--lib --target wasm32-unknown-unknown --no-default-features --features hydrate --profile wasm-release)
if has_wasm_target; then
  cargo build "${options[@]}"
  built=$CARGO_TARGET_DIR/wasm32-unknown-unknown/wasm-release/linli.wasm
elif has_debian_web; then
  sysroot=$(rustc --print sysroot)
  lld=$(find "$sysroot" -name rust-lld -type f | head -n 1)
  RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$lld \
    CARGO_TARGET_DIR=$CARGO_TARGET_DIR/debian /usr/bin/cargo build -Zbuild-std=std,panic_abort "${options[@]}"
  built=$CARGO_TARGET_DIR/debian/wasm32-unknown-unknown/wasm-release/linli.wasm
else
  fail "There is no compiler for the browser on this machine; run 'make setup'."
fi
have wasm-bindgen || fail "wasm-bindgen is not on this machine; run 'make setup'."

opt=$(find "$LINLI_CACHE"/binaryen-*/node_modules/.bin/wasm-opt 2>/dev/null | tail -n 1 || true)
have node || opt=
stamp="$(sha256sum <"$built") $(wasm-bindgen --version) $opt"
if [ "$(cat "$pkg/stamp" 2>/dev/null)" = "$stamp" ]; then
  exit 0
fi
fresh=$(mktemp -d "$CARGO_TARGET_DIR/linli-pkg.XXXXXX")
wasm-bindgen --target web --no-typescript --remove-name-section --remove-producers-section --out-dir "$fresh" --out-name linli "$built"
if [ -n "$opt" ]; then
  "$opt" -Oz --enable-bulk-memory --enable-bulk-memory-opt --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-mutable-globals --enable-reference-types --enable-multivalue \
    --strip-debug --strip-producers --strip-target-features "$fresh/linli_bg.wasm" -o "$fresh/small.wasm"
  mv "$fresh/small.wasm" "$fresh/linli_bg.wasm"
else
  say "wasm-opt is missing: the islands stay about a tenth larger. Install Node and run 'make setup'."
fi
printf '%s' "$stamp" >"$fresh/stamp"
rm -rf "$pkg"
mv "$fresh" "$pkg"
say "islands: $(wc -c <"$pkg/linli_bg.wasm") bytes of WebAssembly, $(wc -c <"$pkg/linli.js") of JavaScript, before compression"
