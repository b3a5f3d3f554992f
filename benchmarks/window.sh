#!/bin/sh
# Measures the events of the window's thread; prints Markdown. Usage: benchmarks/window.sh [seconds, default 30]
# Run it on a quiet machine with a display and a window manager, for instance Xvfb and openbox.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
(cd "$root" && mvn -q package -DskipTests -pl benchmarks -am)
exec java -cp "$root/benchmarks/target/classes:$root/benchmarks/target/lib/*" \
  dev.tandem.benchmarks.window.WindowBenchmark "${1:-30}"
