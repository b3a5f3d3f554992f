#!/bin/sh
# Measures the store; prints Markdown. Usage: benchmarks/store.sh [seconds a run, default 5]
# Run it on a quiet machine, from a directory on the disk that is to be measured.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
(cd "$root" && mvn -q package -DskipTests -pl benchmarks -am)
exec java -Dseconds="${1:-5}" -cp "$root/benchmarks/target/classes:$root/benchmarks/target/lib/*" \
  dev.tandem.benchmarks.store.StoreBenchmark
