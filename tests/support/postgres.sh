#!/usr/bin/env bash
# A PostgreSQL of the tests' own, on a free port and in a folder of its own.
#   tests/support/postgres.sh start FOLDER     prints its address, postgresql://palabre@127.0.0.1:PORT/postgres
#   tests/support/postgres.sh crash FOLDER     ends it without a goodbye, as a failing machine does
#   tests/support/postgres.sh again FOLDER     starts it once more, on the same port
#   tests/support/postgres.sh stop FOLDER      ends it and removes the folder
#   tests/support/postgres.sh follow FOLDER OF starts a standby of the one in OF, which from then on waits for it at every commit
#   tests/support/postgres.sh promote FOLDER   makes that standby the one that writes
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

# follow OF: a copy of its files, then its changes as they come. Only then does the other wait for it: the copy is to wait for nobody.
follow() {
  local of_port
  of_port=$(cat "$1/port") || return 1
  mkdir -p "$folder"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
  as_postgres "$(postgres_programs)/pg_basebackup" -h 127.0.0.1 -p "$of_port" -U palabre -D "$folder/data" --write-recovery-conf --create-slot --slot standby || return 1
  start || return 1
  psql -X -q -h 127.0.0.1 -p "$of_port" -U palabre -d postgres -c "ALTER SYSTEM SET synchronous_standby_names = '*'" -c "SELECT pg_reload_conf()" >/dev/null
}

case "$what" in
  start|again) start ;;
  crash) postgres_control "$folder" stop -m immediate ;;
  follow) follow "$3" ;;
  promote) postgres_control "$folder" promote ;;
  stop) postgres_control "$folder" stop -m immediate; rm -rf "$folder" ;;
  *) echo "postgres.sh start|crash|again|stop|follow|promote FOLDER" >&2; exit 2 ;;
esac
