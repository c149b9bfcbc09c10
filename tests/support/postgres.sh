#!/usr/bin/env bash
# A PostgreSQL of the tests' own, on a free port and in a folder of its own.
#   tests/support/postgres.sh start FOLDER     prints its address, postgresql://palabre@127.0.0.1:PORT/postgres
#   tests/support/postgres.sh crash FOLDER     ends it without a goodbye, as a failing machine does
#   tests/support/postgres.sh again FOLDER     starts it once more, on the same port
#   tests/support/postgres.sh stop FOLDER      ends it and removes the folder
# `PALABRE_FSYNC=on` makes commits durable: for tests that crash it, and for measuring.
set -uo pipefail
. "$(dirname "$0")/../../deploy/postgres.sh"
what=$1 folder=$2

free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }

start() {
  postgres_create "$folder" || return 1
  local port options
  port=$(cat "$folder/port" 2>/dev/null || free_port)
  options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=128MB -c max_wal_size=2GB"
  [ "${PALABRE_FSYNC:-off}" = on ] || options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  postgres_control "$folder" start -o "$options" || { tail -n 5 "$folder/server.log" >&2; return 1; }
  echo "$port" >"$folder/port"
  echo "postgresql://palabre@127.0.0.1:$port/postgres"
}

case "$what" in
  start|again) start ;;
  crash) postgres_control "$folder" stop -m immediate ;;
  stop) postgres_control "$folder" stop -m immediate; rm -rf "$folder" ;;
  *) echo "postgres.sh start|crash|again|stop FOLDER" >&2; exit 2 ;;
esac
