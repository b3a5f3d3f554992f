#!/usr/bin/env bash
# Replays the automerge-paper trace (259,778 edits, one transaction and one update each) and loads the finished document:
# through TextDocument by JMH, through the same crate without JNI, and through yjs on Node, one after the other on the
# same machine. Prints the medians in milliseconds and their ratios. Takes about two minutes.
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."

trace=shared-model/src/test/resources/traces/automerge-paper.json.gz
rounds=6
node_home=shared-model/src/test/node

mvn -q -pl benchmarks -am package -DskipTests
[[ -d $node_home/node_modules ]] || (cd $node_home && npm ci --silent --no-audit --no-fund --ignore-scripts)
(cd shared-model/src/main/rust && CARGO_TARGET_DIR=../../../target/cargo cargo build --release --locked --quiet --example trace)

median() { tr ' ' '\n' | sort -n | awk '{ at[NR] = $1 } END { print NR % 2 ? at[(NR + 1) / 2] : (at[NR / 2] + at[NR / 2 + 1]) / 2 }'; }
of() { sed -n "s/^$1 //p" <<<"$2" | median; }

crate=$(gunzip -c $trace | shared-model/target/cargo/release/examples/trace $rounds)
# The script finds yjs beside itself only in the directory that has it installed.
yjs=$(cd $node_home && gunzip -c "$OLDPWD/$trace" |
    node --input-type=module --eval "$(cat "$OLDPWD/benchmarks/src/main/node/trace.mjs")" $rounds)
flags=()
[[ $(java -version 2>&1 | grep -oE '"[0-9]+' | tr -d '"') -ge 24 ]] && flags=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
java "${flags[@]}" -cp 'benchmarks/target/classes:benchmarks/target/lib/*' org.openjdk.jmh.Main TraceBenchmark \
    -jvmArgsAppend "${flags[*]}" -rf csv -rff benchmarks/target/trace.csv >benchmarks/target/trace.log
score() { awk -F, -v what="\"dev.tandem.benchmarks.TraceBenchmark.$1\"" '$1 == what { print $5 }' benchmarks/target/trace.csv; }

report() { # $1 what, $2 by TextDocument, $3 by the crate alone, $4 by yjs
    awk -v what="$1" -v ours="$2" -v crate="$3" -v yjs="$4" 'BEGIN {
        printf "%-8s TextDocument %8.1f ms   crate alone %8.1f ms (x %.2f)   yjs %8.1f ms (yjs / ours: %.2f)\n",
            what, ours, crate, ours / crate, yjs, yjs / ours }'
}
report typing "$(score typing)" "$(of typing "$crate")" "$(of typing "$yjs")"
report loading "$(score loading)" "$(of loading "$crate")" "$(of loading "$yjs")"
