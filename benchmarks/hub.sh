#!/usr/bin/env bash
# Lets the same clients type at the hub, at Hocuspocus and at the y-websocket server, one after the other; prints Markdown.
# Usage: benchmarks/hub.sh [rounds, default 1]      A round takes about two minutes. Linux only.
# More: JAVA_OPTS='-Ddocuments=20 -Dpeople=5 -Dseconds=8'. Run it on a quiet machine, from a directory on the disk that is
# to be measured.
set -euo pipefail
root=$(cd "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
servers=$root/benchmarks/src/main/node/hubs
(cd "$root" && mvn -q package -DskipTests -pl benchmarks,collab-server -am)
[[ -d $servers/node_modules ]] || (cd "$servers" && npm ci --silent --no-audit --no-fund --ignore-scripts)
flags=()
[[ $(java -version 2>&1 | grep -oE '"[0-9]+' | tr -d '"') -ge 24 ]] && flags=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
# shellcheck disable=SC2086 # JAVA_OPTS are several words
exec java ${flags[@]+"${flags[@]}"} ${JAVA_OPTS:-} -Drounds="${1:-1}" -Dserver="$servers/server.mjs" -Djvm="${flags[*]-}" \
    -Dhub="$root/collab-server/target/classes:$root/collab-server/target/lib/*" \
    -cp "$root/benchmarks/target/classes:$root/benchmarks/target/lib/*" dev.tandem.benchmarks.hub.HubBenchmark
