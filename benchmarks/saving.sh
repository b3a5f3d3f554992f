#!/bin/sh
# Measures how long it takes from an edit to "saved"; prints Markdown. Usage: benchmarks/saving.sh [seconds a run, default 30]
# Run it on a quiet machine, from a directory on the disk that is to be measured.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
(cd "$root" && mvn -q package -DskipTests -pl benchmarks -am)
exec java -Dseconds="${1:-30}" -cp "$root/benchmarks/target/classes:$root/benchmarks/target/lib/*" \
  dev.tandem.benchmarks.saving.SavingBenchmark
