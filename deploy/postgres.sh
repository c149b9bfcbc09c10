# Shared by deploy/cluster: a PostgreSQL in a folder of its own, on the loopback address. Expects say() of deploy/lib.sh.
# PostgreSQL refuses to run as root: the package's account "postgres" does it then, and must be able to reach the folder.

postgres_programs() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1; }

# as_postgres COMMAND...: as the account that owns the database's files.
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

# postgres_control FOLDER ACTION [OPTION...]: pg_ctl for the database in FOLDER.
postgres_control() {
  local folder=$1 action=$2; shift 2
  as_postgres "$(postgres_programs)/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/server.log" "$@" "$action" >>"$folder/control.log" 2>&1
}

# postgres_create FOLDER: makes the files, once. Durable, and only for whoever is on this machine.
postgres_create() {
  local folder=$1
  [ -f "$folder/data/PG_VERSION" ] && return 0
  mkdir -p "$folder"
  if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
  if ! as_postgres test -w "$folder"; then
    echo "The account postgres cannot reach $folder: choose a folder every account may enter, such as one below /var/lib" >&2
    return 1
  fi
  : >"$folder/control.log"
  as_postgres "$(postgres_programs)/initdb" -D "$folder/data" -U palabre --auth=trust --encoding=UTF8 --no-locale >>"$folder/control.log" 2>&1 ||
    { tail -n 5 "$folder/control.log" >&2; return 1; }
}

# postgres_start FOLDER PORT: starts it and makes the database "palabre" when it is missing.
postgres_start() {
  local folder=$1 port=$2
  postgres_control "$folder" status || postgres_control "$folder" start -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200" ||
    { tail -n 5 "$folder/server.log" >&2; return 1; }
  local known
  known=$(psql -X -h 127.0.0.1 -p "$port" -U palabre -d postgres -Atc "SELECT 1 FROM pg_database WHERE datname = 'palabre'") || return 1
  [ "$known" = 1 ] || psql -X -q -h 127.0.0.1 -p "$port" -U palabre -d postgres -c "CREATE DATABASE palabre TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
}
