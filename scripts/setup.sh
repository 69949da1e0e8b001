#!/usr/bin/env bash
# Installs what building Linli needs and is not there yet; with --tests also what its tests need.
# Says in one sentence what it cannot do and what to do instead. Run it as often as you like.
. "$(dirname "$0")/env.sh"

# Installs Debian packages, quietly, as root or with sudo.
packages() {
  have apt-get || fail "Please install these with your system's package manager, then try again: $*"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || fail "Please run this once as root, then try again: apt-get install $*"
    root=(sudo)
  fi
  say "Installing $* …"
  "${root[@]}" apt-get update -qq >/dev/null || true
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    fail "apt-get could not install: $*. Please install them by hand, then try again."
}

have cargo || fail "Rust is not on this machine: install it from https://rustup.rs, then try again."
have cc || packages gcc libc6-dev

islands() {
  if ! has_wasm_target && ! { have rustup && rustup target add wasm32-unknown-unknown >&2; }; then
    say "rustup cannot add the target wasm32-unknown-unknown here; taking Debian's compiler for it instead."
    has_debian_web || packages rustc-web cargo-web rust-web-src
    has_debian_web || fail "There is no compiler for the browser. Run 'rustup target add wasm32-unknown-unknown' where the network allows it."
  fi
  local version
  version=$(pinned wasm-bindgen)
  if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $version" ]; then
    say "Building wasm-bindgen $version, once (about three minutes) …"
    # Some mirrors lag behind the versions that its lock file names: then take what they have.
    local install=(cargo install --quiet --root "$LINLI_CACHE/tools" --target-dir "$LINLI_CACHE/tools/target" --version "$version" wasm-bindgen-cli)
    "${install[@]}" --locked 2>/dev/null || "${install[@]}" || fail "wasm-bindgen-cli $version could not be built; cargo's words are above."
    rm -rf "$LINLI_CACHE/tools/target"
  fi
  local binaryen=132.0.0
  if have npm; then
    if [ ! -x "$LINLI_CACHE/binaryen-$binaryen/node_modules/.bin/wasm-opt" ]; then
      say "Fetching wasm-opt …"
      npm install --silent --no-audit --no-fund --prefix "$LINLI_CACHE/binaryen-$binaryen" "binaryen@$binaryen" ||
        say "npm could not fetch binaryen: the islands will be about a tenth larger."
    fi
  else
    say "Node is not on this machine: the islands are built without wasm-opt and are about a tenth larger."
  fi
}

tests() {
  local missing=()
  have node && have npm || missing+=(nodejs npm)
  have chromium || [ -x "${LINLI_CHROMIUM:-}" ] || missing+=(chromium)
  compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || missing+=(fonts-noto-cjk)
  have sqlite3 || missing+=(sqlite3)
  have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
  [ "${#missing[@]}" -eq 0 ] || packages "${missing[@]}"
  # npm writes its lock into node_modules: newer than ours means nothing to do.
  if [ ! end2end/node_modules/.package-lock.json -nt end2end/package-lock.json ]; then
    say "Fetching the browser tests' packages …"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --silent --no-audit --no-fund --prefix end2end ||
      fail "npm could not fetch the packages of end2end/package-lock.json; its words are above."
  fi
}

islands
[ "${1:-}" != --tests ] || tests
