#!/bin/bash
# What compose.yaml does, as plain processes on this machine: the unpacked jar, two nodes, the door before them. For trying it without
# containers, and for the tests. The database is a PostgreSQL that runs already (SUBAN_DB_HOST, _PORT, _NAME, _USER, _PASSWORD).
#   two-nodes.sh up <folder> [jar]     unpacks and starts everything; returns when both nodes take requests
#   two-nodes.sh start|kill|stop <folder> node1|node2     kill: at once (SIGKILL); stop: what it has begun is finished
#   two-nodes.sh down <folder>         stops everything
# Ports: the door 8080, the nodes 8081 and 8082, or from SUBAN_PORT on.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
what=${1:?up, start, kill, stop or down}
folder=${2:?folder}
port=${SUBAN_PORT:-8080}

port_of() { case $1 in node1) echo $((port + 1)) ;; node2) echo $((port + 2)) ;; *) echo "no node $1" >&2; exit 2 ;; esac; }

start_node() {
  SUBAN_HEAP_PERCENT=${SUBAN_HEAP_PERCENT:-25} SERVER_PORT=$(port_of "$1") SPRING_PROFILES_ACTIVE=${SPRING_PROFILES_ACTIVE:-postgres} \
    setsid "$here/run.sh" "$folder/app" >>"$folder/$1.log" 2>&1 </dev/null &
  echo $! >"$folder/$1.pid"
}

end() { # signal name
  local pid
  pid=$(cat "$folder/$2.pid" 2>/dev/null) || return 0
  kill "-$1" "$pid" 2>/dev/null || true
  for _ in $(seq 700); do # a node finishes what it has begun, at most 60 seconds
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  if kill -0 "$pid" 2>/dev/null; then
    echo "$2 (process $pid) does not end" >&2
    return 1
  fi
  rm -f "$folder/$2.pid"
}

wait_for() {
  for _ in $(seq 600); do
    SERVER_PORT=$(port_of "$1") "$here/health.sh" 2>/dev/null && return 0
    kill -0 "$(cat "$folder/$1.pid")" 2>/dev/null || break
    sleep 0.5
  done
  echo "$1 did not come up:" >&2
  tail -n 30 "$folder/$1.log" >&2
  return 1
}

case $what in
  up)
    mkdir -p "$folder"
    [ $# -lt 3 ] || rm -rf "$folder/app" # a jar that is named is the one that runs
    [ -e "$folder/app/suban.jar" ] || "$here/unpack.sh" "${3:-${SUBAN_JAR:-$(ls "$here"/../target/suban-*.jar)}}" "$folder/unpacked"
    if [ ! -e "$folder/app/suban.jar" ]; then
      mkdir -p "$folder/app"
      for layer in dependencies spring-boot-loader snapshot-dependencies application; do
        [ ! -d "$folder/unpacked/$layer" ] || cp -r "$folder/unpacked/$layer/." "$folder/app/"
      done
      rm -rf "$folder/unpacked"
    fi
    start_node node1
    start_node node2 # at once: they sort out between them who makes the tables
    wait_for node1
    wait_for node2
    if command -v haproxy >/dev/null; then
      SUBAN_PROXY_BIND="127.0.0.1:$port" SUBAN_NODE1="127.0.0.1:$((port + 1))" SUBAN_NODE2="127.0.0.1:$((port + 2))" \
        setsid haproxy -f "$here/haproxy.cfg" -db >"$folder/proxy.log" 2>&1 </dev/null &
      echo $! >"$folder/proxy.pid"
    fi
    ;;
  start)
    start_node "$3"
    wait_for "$3"
    ;;
  kill) end KILL "$3" ;;
  stop) end TERM "$3" ;;
  down)
    end TERM proxy
    end TERM node1
    end TERM node2
    ;;
  *) echo "up, start, kill, stop or down" >&2; exit 2 ;;
esac
