# Linli's commands. Each is a small script in scripts/ that says what it does.
.PHONY: help setup wasm build run dev lint test end2end bench bench-counting

help:
	@echo "make run      set up, build, fill a demo and serve it on http://127.0.0.1:3000"
	@echo "make test     set up and pass every test"
	@echo "make build    leave the one binary at dist/linli"
	@echo "make dev      serve a debug build, anew after every change"
	@echo "make lint     form and lints of all three builds"
	@echo "make wasm     the islands alone;  make end2end  the browser tests alone"
	@echo "make bench    the measurements of docs/measurements.md;  make bench-counting  those of the counting room"

setup:
	@scripts/setup.sh

wasm: setup
	@scripts/wasm.sh

build: setup
	@scripts/build.sh

run: build
	@scripts/run.sh

dev: setup
	@scripts/dev.sh

lint:
	@scripts/lint.sh

test:
	@scripts/test.sh

end2end: build
	@scripts/setup.sh --tests
	@scripts/with-postgres.sh scripts/end2end.sh

bench: build
	@scripts/bench.sh

bench-counting:
	@scripts/bench-counting.sh
