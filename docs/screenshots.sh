#!/usr/bin/env bash
# Takes the pictures in docs/images anew: the windows of TwoPeopleIT, at 100 and at 200 percent, on a display of its own.
# Needs Xvfb and openbox beside what the build needs. Look at every picture before it is committed.
set -euo pipefail
cd "$(dirname -- "$(readlink -f -- "$0")")/.."

started=()
trap 'for pid in ${started[@]+"${started[@]}"}; do kill "$pid" 2>/dev/null || true; done' EXIT

display() { # a display of $1 pixels; sets DISPLAY
    local number=91
    while [[ -e /tmp/.X11-unix/X$number || -e /tmp/.X$number-lock ]]; do number=$((number + 1)); done
    Xvfb ":$number" -screen 0 "$1x24" >/dev/null 2>&1 &
    started+=($!)
    while [[ ! -e /tmp/.X11-unix/X$number ]]; do sleep 0.1; done
    export DISPLAY=":$number"
    openbox >/dev/null 2>&1 &
    started+=($!)
}

take() { # at scale $1, into files that end in $2, the pictures $3...
    JAVA_TOOL_OPTIONS="-Dsun.java2d.uiScale=$1" mvn -q -pl editor-client -am verify \
        -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=TwoPeopleIT -Dfailsafe.failIfNoSpecifiedTests=false
    local ending=$2 name
    shift 2
    for name in "$@"; do
        cp "editor-client/target/screenshots/$name.png" "docs/images/$name$ending.png"
    done
}

mkdir -p docs/images
display 1280x860
take 1 '' alone-light alone-dark two-light two-dark offline-light offline-dark
display 2560x1720
take 2 '-200' two-light two-dark
