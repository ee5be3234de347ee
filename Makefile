# `make run` shows Daylight, `make test` proves it, `make help` lists the rest.

MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

export CGO_ENABLED := 0

BIN      := bin/daylight
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
SOURCES  := go.mod go.sum $(shell find cmd internal dashboards sql -type f \
	! -name '*_test.go' ! -path '*/testdata/*' ! -path '*/vendor/*' ! -path 'internal/e2e/*' ! -path 'internal/bench/*')
MODULES  := node_modules/.installed
VENDOR   := dashboards/static/vendor
LICENCES := $(VENDOR)/licences.txt
FONTS    := internal/briefing/chart/vendor
COUNTS   := $(CURDIR)/test-results/counts.txt
LINT     := go tool -modfile=.ci/tools/go.mod golangci-lint

##@ Use

.PHONY: run
run: $(BIN) ## serve the demonstration on 127.0.0.1:8080 (ARGS="--listen …" adds flags)
	@exec $(BIN) demo $(ARGS)

.PHONY: build
build: $(BIN) ## build bin/daylight

$(BIN): $(SOURCES) $(LICENCES)
	go build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=$(VERSION)' -o $@ ./cmd/daylight

# Browser scripts, and the font of the pictures in documents, come from npm at
# build time and are part of the binary.
$(LICENCES): $(MODULES)
	@mkdir -p $(VENDOR) $(FONTS)
	cp node_modules/echarts/dist/echarts.min.js node_modules/htmx.org/dist/htmx.min.js $(VENDOR)/
	cp node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf $(FONTS)/NotoSansSC.ttf
	@for file in @expo-google-fonts/noto-sans-sc/LICENSE_FONT echarts/NOTICE echarts/LICENSE echarts/licenses/* zrender/LICENSE tslib/LICENSE.txt htmx.org/LICENSE; do \
		printf '\n==== %s\n\n' "$$file"; cat node_modules/$$file; \
	done >$@

$(MODULES): package.json package-lock.json | prerequisites
	@echo 'Fetching the database engine and the browser scripts (about 200 MB, once) …'
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

.PHONY: prerequisites
prerequisites:
	@.ci/prerequisites

##@ Check

.PHONY: test
test: lint unit browser ## everything below, as continuous integration does

.PHONY: lint
lint: $(LICENCES) ## go vet, the house rules (.golangci.yml)
	go vet ./...
	$(LINT) run

.PHONY: unit
unit: $(LICENCES) test-packages ## the Go tests, on a real engine
	@mkdir -p test-results && rm -f $(COUNTS)
	CI=true COUNTS=$(COUNTS) go test -count=1 -timeout=15m ./...
	@cat $(COUNTS)

.PHONY: browser
browser: $(BIN) test-packages ## the program in a browser, signed in as each role
	node --test --test-reporter=./internal/e2e/reporter.mjs internal/e2e/*.test.mjs

.PHONY: test-packages
test-packages:
	@.ci/test-packages

.PHONY: bench
bench: $(LICENCES) ## measure at 7,132 bodies beside PostgreSQL, DuckDB and SQLite (ARGS="--bodies 360": smaller)
	@.ci/bench-packages
	@mkdir -p bin
	cd internal/bench && CGO_ENABLED=1 go build -trimpath -buildvcs=false -o ../../bin/bench .
	bin/bench $(ARGS)

.PHONY: picture
picture: $(BIN) test-packages ## take docs/overview.png anew
	node internal/e2e/picture.mjs docs/overview.png

##@ House

.PHONY: fmt
fmt: ## format the Go files
	$(LINT) fmt

.PHONY: clean
clean: ## remove what was built; data/ stays
	rm -rf bin node_modules $(VENDOR) $(FONTS) test-results

.PHONY: help
help:
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} \
		/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
