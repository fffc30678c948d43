# `make run` and `make test` are the two commands; `make help` lists the rest.

SHELL   := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

SWIFT   ?= swift
PREFIX  ?= /usr/local
# The colours would depend on whether make writes to a terminal, and a change of flags builds all anew.
# At a fixed address, and without libraries that would have to be found and bound at every start: a verb
# should take no longer than it must (docs/decisions/010). No name is exported: nobody looks one
# up. Functions of the same code are one.
STATIC  := $(CURDIR)/.build/static
RELEASE := -c release --static-swift-stdlib --no-color-diagnostics -Xlinker -L$(STATIC) -Xlinker --no-export-dynamic -Xlinker --icf=safe \
           $(foreach flag,-no-pie -static-libgcc,-Xswiftc -Xclang-linker -Xswiftc $(flag))
BIN     := .build/release
SOURCES := Sources Tests Package.swift $(wildcard Benchmarks)

# Debian packages. ncurses, libyaml and PCRE2 are linked statically, zlib compresses rotated logs, and Foundation in the
# demo services wants some libcurl to link with: the one that is there, whichever flavour.
CURL           := $(if $(wildcard /usr/lib/*/libcurl.so),,libcurl4-openssl-dev)
BUILD_PACKAGES := libncurses-dev libyaml-dev libpcre2-dev zlib1g-dev $(CURL)
TEST_PACKAGES  := $(BUILD_PACKAGES) nodejs tmux python3 procps curl openssl
# s6 finds its parts in /usr/bin only; the other supervisors are unpacked, not installed (Tests/faults/fetch.py).
FAULT_PACKAGES := s6 python3-pkg-resources util-linux e2fsprogs

# Arguments for wamon: make run ARGS='--theme light'
ARGS ?=

# Installs those of $(1) that dpkg does not know as installed; asks the network for nothing otherwise.
define need
@missing=(); \
for package in $(1); do \
  [[ "$$(dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null || true)" == installed ]] \
    || missing+=($$package); \
done; \
if (( $${#missing[@]} )); then \
  echo "installing $${missing[*]}"; \
  root=(); (( EUID == 0 )) || root=(sudo); \
  (( EUID == 0 )) || command -v sudo >/dev/null \
    || { echo "needs root or sudo: apt-get install $${missing[*]}" >&2; exit 1; }; \
  "$${root[@]}" apt-get update -qq; \
  "$${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$${missing[@]}" </dev/null; \
fi
endef

.PHONY: help run build test lint format bench soak faults container metrics screens install uninstall clean deps
.PHONY: test-deps fault-deps swift

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build what is missing and start wamon on ecosystem.json (ARGS='--theme light')
	@exec $(BIN)/wamon $(ARGS)

build: deps static ## release build of wamon and of the two services it runs here
	@$(SWIFT) build $(RELEASE) --product wamon
	@$(SWIFT) build $(RELEASE) --product demo-services

build-%: deps static
	@$(SWIFT) build $(RELEASE) --product $*

# The only libstdc++ in the folder that is searched first.
.PHONY: static
static:
	@mkdir -p $(STATIC)
	@ln -sf "$$(clang -print-file-name=libstdc++.a)" $(STATIC)/

test: test-deps ## everything but the long-running tests
	@$(SWIFT) build --build-tests
	@$(SWIFT) test --skip-build --skip EndToEndTests
	@# By itself: what watches a terminal would wait behind what computes.
	@$(SWIFT) test --skip-build --filter EndToEndTests

lint: swift ## formatting, strictly
	@$(SWIFT) format lint --strict -r $(SOURCES)

format: swift ## format in place
	@$(SWIFT) format -i -r $(SOURCES)

bench: build test-deps ## print every benchmark's figure beside its reference
	@Benchmarks/run

soak: build test-deps ## the long tests: storms, gigabytes of log, fuzzing
	@Tests/soak/run

faults: build test-deps fault-deps ## every fault of docs/faults.md, to wamon and to others beside it
	@Tests/faults/run --markdown docs/faults.md

container: build-wamon ## the image and its container under a real Docker Engine, as root; PID 1's duties, the recovery drills
	@Tests/container/run

metrics: build test-deps ## what is exported, judged by a real Prometheus
	$(call need,prometheus)
	@Tests/exporter/run

screens: build test-deps ## capture the screens: sizes, themes, terminals, locales, and those of the READMEs
	@Tests/screens/run

install: build-wamon ## copy wamon and its themes below PREFIX (/usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin
	@# Nothing in it unwinds a stack: the tables for that are an eighth of what is left.
	strip -s -R .eh_frame -R .eh_frame_hdr -R .gcc_except_table -R .comment -R .note.stapsdt -o $(DESTDIR)$(PREFIX)/bin/wamon $(BIN)/wamon
	chmod 755 $(DESTDIR)$(PREFIX)/bin/wamon
	install -d $(DESTDIR)$(PREFIX)/share/wamon/themes
	install -m 644 themes/*.theme $(DESTDIR)$(PREFIX)/share/wamon/themes/

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/wamon
	rm -rf $(DESTDIR)$(PREFIX)/share/wamon

clean: ## remove what was built (logs stay)
	rm -rf .build

deps: swift
	$(call need,$(BUILD_PACKAGES))

fault-deps:
	$(call need,$(FAULT_PACKAGES))

test-deps: swift
	$(call need,$(TEST_PACKAGES))

swift:
	@command -v $(SWIFT) >/dev/null \
	  || { echo "no '$(SWIFT)' in PATH: install Swift 6.2 or newer from https://swift.org/install" >&2; exit 1; }
