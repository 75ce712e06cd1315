# Everything that one types here. `make` alone lists it.
SHELL := /bin/bash
GO ?= go
FUZZTIME ?= 1m
PKG ?= ./...
WEB ?= yes
VERSION := $(shell git describe --always --dirty 2>/dev/null)
LDFLAGS := -X main.release=$(VERSION)

.DEFAULT_GOAL := help
.PHONY: help run build web dev tools test check generate fmt race fuzz vuln bench test-clients test-web clean

help: ## list what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-13s %s\n", $$1, $$2 }'

run: build ## build and serve on http://localhost:8080, data in ./data, test numbers on
	./bin/heliograph serve --listen :8080 --data ./data --test-numbers

build: ## bin/heliograph, with the web client where there is Node; WEB=no: without
	@WEB=$(WEB) scripts/web --optional
	$(GO) build -ldflags '$(LDFLAGS)' -o bin/heliograph ./cmd/heliograph

web: ## the web client, for the next build of the program to take in
	@scripts/web

dev: build ## a server, and the web client as its source is on http://localhost:5173
	@scripts/dev

tools: ## install what the tests need beyond Go (apt-get when root, else says what)
	@scripts/tools

test: tools ## every test but those of external clients
	$(GO) test $(PKG)

check: tools ## all that must hold before a commit: format, vet, staticcheck, rules, tests, generated files
	@scripts/check

fmt: ## format the code
	$(GO) tool gofumpt -w $$(scripts/gofiles)

generate: ## write generated files anew
	$(GO) generate ./...

race: tools ## every test under the race detector (long: builds the TL schema again)
	$(GO) test -race $(PKG)

fuzz: ## each fuzz target for FUZZTIME (1m by default)
	@FUZZTIME=$(FUZZTIME) scripts/fuzz

vuln: ## known vulnerabilities; asks vuln.go.dev, so it is not part of check
	$(GO) tool govulncheck ./...

bench: build ## the load generator against the budgets of docs/performance.md, on this disk; report in artifacts
	./bin/heliograph bench --dir artifacts/bench --json artifacts/bench.json

test-web: build ## stories of people in real browsers, pictures in artifacts/web
	@scripts/test-web

test-clients: build ## real clients, each with each, against the real binary
	@scripts/test-clients

clean: ## remove what was built, and nothing else
	rm -rf bin artifacts web/dist internal/webclient/build/{id,source,files}
