#!/usr/bin/env bash
# Measures the counting room beside the reference programs in the same run. Words choose parts (see
# benches/counting/main.rs); without a word all of them. The references are kept in LINLI_CACHE.
. "$(dirname "$0")/env.sh"

venv=$LINLI_CACHE/counting/venv
if [ ! -x "$venv/bin/python" ] && have python3; then
  say "setting up the reference programs in $venv (once)"
  mkdir -p "$(dirname "$venv")"
  python3 -m venv "$venv" || rm -rf "$venv"
fi
if [ -x "$venv/bin/python" ] && [ ! -e "$venv/complete" ]; then
  if "$venv/bin/pip" install --quiet pabutools==1.2.3 red-dwarf==0.4.0 numpy scikit-learn; then
    touch "$venv/complete"
  else
    say "not every reference program could be installed; what is there is used"
  fi
fi
if [ -x "$venv/bin/python" ] && "$venv/bin/python" -c 'import pabutools' 2>/dev/null; then
  export LINLI_COUNTING_PYTHON=$venv/bin/python
else
  say "no Python with the reference programs on this machine: only Linli is measured"
fi
cargo bench --quiet --bench counting -- "$@"
