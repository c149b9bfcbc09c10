# Shared by deploy/run and tests/run: what to install, how to build, how to show that something is going on.
# Expects $root, the folder of the project.

# Debian 12 packages to build and run the server; nodejs and npm build the client.
build_packages="g++ cmake ninja-build pkg-config libboost1.81-dev libsqlite3-dev libpq-dev libsodium-dev libicu-dev libmd4c-dev
  libmd4c-html0-dev libspdlog-dev nlohmann-json3-dev zlib1g-dev libbrotli-dev libcli11-dev libtomlplusplus-dev libyaml-cpp-dev
  libqrencode-dev libgd-dev libexif-dev libcurl4-openssl-dev libpango1.0-dev fonts-noto-core"
# And to test it: GoogleTest, JSON Schema, a browser and its fonts, a client for WebSocket load.
test_packages="postgresql-15 caddy libgtest-dev libgmock-dev libvalijson-dev chromium fonts-noto-core poppler-utils"

say() { printf '\033[1m%s\033[0m\n' "$*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else echo "Installing packages needs root or sudo: please run: $*" >&2; exit 1
  fi
}

# install_missing PACKAGE...: names what is missing, installs it, stays quiet when nothing is.
install_missing() {
  local missing="" package
  local present
  present=" $(dpkg-query -W -f '${db:Status-Abbrev}${Package} ' "$@" 2>/dev/null | tr '\n' ' ' || true)"
  for package in "$@"; do
    case "$present" in *" ii $package "*) ;; *) missing="$missing $package" ;; esac
  done
  [ -z "$missing" ] && return 0
  say "Installing from Debian:$missing"
  as_root apt-get update -qq
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >"$root/build/apt.log" 2>&1 ||
    { tail -n 20 "$root/build/apt.log" >&2; exit 1; }
}

# The client is built by Node.js 18 or newer, from Debian unless the machine has its own.
install_node() {
  command -v node >/dev/null && command -v npm >/dev/null && return 0
  install_missing nodejs npm
}

# install_client_packages [--omit=dev]: what builds the client; without --omit=dev also what tests it.
install_client_packages() {
  local lock="$root/web/package-lock.json" seen="$root/web/node_modules/.package-lock.json" kind=dependencies
  [ "${1:-}" = --omit=dev ] || kind='dependencies"\|"devDependencies'
  if [ -f "$seen" ] && [ ! "$lock" -nt "$seen" ]; then
    [ "${1:-}" = --omit=dev ] && return 0
    [ -d "$root/web/node_modules/axe-core" ] && return 0
  fi
  say "Installing the client's npm packages: $(sed -n "/\"$kind\"/,/}/p" "$root/web/package.json" | grep -o '"[@a-z0-9/-]*":' | tr -d '":' | grep -v ependencies | tr '\n' ' ')"
  npm ci --prefix "$root/web" --no-audit --no-fund --loglevel=error "$@"
  touch "$seen"
}

build_client() {
  local manifest="$root/build/web/manifest.json"
  if [ -f "$manifest" ] && [ -z "$(find "$root/web" -path "$root/web/node_modules" -prune -o -type f -newer "$manifest" -print -quit)" ]; then
    return 0
  fi
  say "Building the client"
  node "$root/web/build.mjs" --out "$root/build/web"
  touch "$manifest"
}

# build_server PRESET [TARGET...]: configures once, then builds what changed, with Ninja's own progress line.
build_server() {
  local preset=$1; shift
  local folder="$root/build/$preset"
  if [ ! -f "$folder/build.ninja" ]; then
    say "Configuring ($preset)"
    (cd "$root" && cmake --preset "$preset" >"$root/build/cmake-$preset.log" 2>&1) || { tail -n 20 "$root/build/cmake-$preset.log" >&2; exit 1; }
  fi
  local pending
  pending=$(cd "$root" && ninja -C "$folder" -n "$@" 2>/dev/null | tail -n 1)
  case "$pending" in *"no work to do"*) return 0 ;; esac
  say "Building the server ($preset): a first build takes some minutes"
  local log="$root/build/ninja-$preset.log"
  if [ -t 1 ]; then
    (cd "$root" && NINJA_STATUS='  [%f of %t, %p] ' ninja -C "$folder" "$@") || exit 1
  else
    (cd "$root" && NINJA_STATUS='[%f of %t] ' ninja -C "$folder" "$@" >"$log" 2>&1) &
    local builder=$! step=0
    while kill -0 "$builder" 2>/dev/null; do
      sleep 1; step=$((step + 1))
      [ $((step % 20)) = 0 ] && grep -o '^\[[0-9]* of [0-9]*\]' "$log" | tail -n 1 | sed 's/^/  /'
    done
    wait "$builder" || { tail -n 40 "$log" >&2; exit 1; }
  fi
}
