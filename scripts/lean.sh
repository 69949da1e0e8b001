#!/usr/bin/env bash
# Shows that nothing of the server reaches the browser: the islands' tree of crates names none of
# these, and `domain` alone has no dependency beyond its three.
. "$(dirname "$0")/env.sh"

tree() { cargo tree --quiet -e normal --prefix none --no-default-features "$@" | awk '{ print $1 }' | sort -u; }
foreign='^(sqlx.*|tokio|axum.*|hyper.*|rusqlite|libsqlite3-sys|tower-http|argon2|image|object_store|mimalloc|brotli|leptos_axum|rand|csv)$'
if tree --features hydrate --target wasm32-unknown-unknown | grep -E "$foreign"; then
  fail "These crates of the server are built into the islands; see the features in Cargo.toml."
fi
if tree | grep -E "$foreign|^leptos"; then
  fail "These crates are built into 'domain' alone; make them optional in Cargo.toml."
fi
say "no crate of the server is in the islands, no view in the domain"
