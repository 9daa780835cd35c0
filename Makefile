# Golden Thread. `make help` lists what can be made.

BIN := bin/goldenthread
# The decoder of AVIF would else use a library of the machine, where there is one,
# and two machines would give two pictures.
export GOFLAGS := $(GOFLAGS) -tags=nodynamic
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME := 10000x
WEB := generator/testdata/web
LIGHTHOUSE := generator/testdata/lighthouse

.PHONY: all site test tools system lint fuzz bench golden screenshots cross preview clean help

all: site ## Build the program and the example site, and say what to open
	@echo
	@echo "The program is $(BIN); the example site is in public/."
	@echo "To look at it, as its writers and as its readers do: make preview"

# The example's days are those of the day on which it is written.
site: $(BIN)
	rm -rf bin/example
	$(BIN) init --quiet bin/example
	$(BIN) build --site bin/example --out public

$(BIN): FORCE
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o $@ ./cmd/goldenthread
FORCE:

preview: site ## Show the example site in a browser, on this computer only
	$(BIN) preview --site bin/example

test: tools ## Run every test, and each fuzz target some thousand times
	go test -timeout 30m ./...
	@$(MAKE) --no-print-directory fuzz

# What looks at the built site from outside; only tests need it. On Debian as root,
# as in CI, what is missing is installed; elsewhere one line says what to install.
tools: system $(WEB)/node_modules/.installed $(LIGHTHOUSE)/node_modules/.installed

system:
	@missing=; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	command -v java >/dev/null || missing="$$missing default-jre-headless"; \
	command -v pdfinfo >/dev/null || missing="$$missing poppler-utils"; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing="$$missing chromium"; \
	test -n "$$missing" || exit 0; \
	if command -v apt-get >/dev/null && test "$$(id -u)" = 0; then apt-get update -qq && apt-get install -qq --no-install-recommends $$missing; \
	else echo "the checks of the built site need Node 20 with npm, Java 17, Chromium and Poppler; install what is missing here:$$missing (without it, go test ./... skips them)"; exit 1; fi

%/node_modules/.installed: %/package.json %/package-lock.json
	cd $* && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

lint: ## Look for what gofmt, go vet and staticcheck find
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt -w on these"; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...

fuzz: ## Run each fuzz target FUZZTIME: so often, or so long (30s)
	@for target in $$(grep -rhoE --include='*_test.go' '^func Fuzz[A-Za-z0-9]*' . | sed 's/func //' | sort -u); do \
		package=$$(dirname "$$(grep -rlE --include='*_test.go' "^func $$target\(" .)"); \
		go test "$$package" -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x || exit 1; \
	done

bench: ## Measure a site of 10,000 stories, one of 500 photographs, and each codec
	go test ./generator ./generator/browser ./generator/picture -run '^$$' -bench . -benchtime 1x -timeout 60m

golden: ## Write the golden files anew, and what of docs/ is made of the program
	go test ./generator ./cmd/goldenthread ./generator/approval -run 'Golden|Vectors|DocsMade' -update

screenshots: site ## Take the pictures of docs/images from the example anew (needs Chromium)
	go run ./cmd/screenshots

cross: ## Build for Linux, macOS and Windows without cgo
	@for os in linux darwin windows; do for arch in amd64 arm64; do \
		echo "$$os/$$arch"; CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch go build -trimpath -ldflags='-s -w' -o /dev/null ./cmd/goldenthread || exit 1; \
	done; done

clean: ## Take away what was made
	rm -rf bin .goldenthread
	find public -mindepth 1 ! -name .gitkeep -delete

help: ## List what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12
