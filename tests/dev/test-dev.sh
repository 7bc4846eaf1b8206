#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What ./dev promises of "exec": CMD's status, input, arguments, folder and signals, and that nothing
# is left behind. Makes no root of its own. Speaks TAP.
set -uo pipefail

dev=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../../dev")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
# A build folder that stands ready, so that "exec" goes straight to the program.
export OUTLAY_BUILD=$folder/build
mkdir "$OUTLAY_BUILD"
touch "$OUTLAY_BUILD/build.ninja"

number=0 n_failed=0
claim () { # NAME GOT WANTED
  number=$((number + 1))
  if [ "$2" = "$3" ]; then
    echo "ok $number /dev/exec/$1"
  else
    n_failed=$((n_failed + 1))
    echo "not ok $number /dev/exec/$1"
    printf '# got:    %q\n# wanted: %q\n' "$2" "$3"
  fi
}

# Waits, 10 seconds at most, until CMD succeeds.
wait_for () {
  local tries
  for tries in {1..200}; do
    "$@" && return
    sleep 0.05
  done
  echo "# gave up waiting for: $*"
  return 1
}

# Stops on TERM or HUP, in an orderly way that takes a moment, and says so.
cat >server <<'SERVER'
trap 'sleep 0.2; echo "stopped by $1" >>log; exit 5' TERM
trap 'echo hup >>log; exit 6' HUP
echo up >>log
while :; do sleep 0.05; done
SERVER
start_server () { rm -f log; "$dev" exec bash "$folder/server" "$1" </dev/null & wait_for test -s log; }

status_and_output () {
  "$dev" exec true; claim status-zero $? 0
  "$dev" exec sh -c 'exit 7'; claim status-seven $? 7
  "$dev" exec sh -c 'kill -9 $$' 2>/dev/null; claim status-killed $? 137
  "$dev" exec no-such-program-here 2>/dev/null; claim status-no-program $? 127
  claim input "$(printf 'one\ntwo' | "$dev" exec cat)" "$(printf 'one\ntwo')"
  claim arguments "$("$dev" exec printf '<%s>' 'a b' '' '*' "it's" '$x')" "<a b><><*><it's><\$x>"
  claim streams "$("$dev" exec sh -c 'echo out; echo err >&2' 2>/dev/null)" out
}

folders () {
  local place
  mkdir 'with space'
  for place in / /usr /usr/lib /tmp "$folder/with space"; do
    claim "folder-${place##*/}" "$(cd "$place" && "$dev" exec pwd)" "$place"
  done
}

signals () {
  local process
  "$dev" exec sleep 100 </dev/null & process=$!
  sleep 0.5; kill "$process"; wait "$process"; claim term-sleep $? 143

  start_server itself; process=$!
  kill "$process"; wait "$process"; claim term-server $? 5
  claim term-server-orderly "$(tail -n 1 log)" 'stopped by itself'

  start_server itself; process=$!
  kill -HUP "$process"; wait "$process"; claim hup-server $? 6

  # A whole group gets it, as from "timeout", and the server still stops in order.
  rm -f log; timeout 1 "$dev" exec bash "$folder/server" group </dev/null; claim term-group $? 124
  claim term-group-orderly "$(tail -n 1 log)" 'stopped by group'
}

is_gone () { ! kill -0 "$1" 2>/dev/null; }
holds_lock () { ! flock -n "$1" true; }

# Processes in there have ids of their own, so that they show themselves by holding a lock.
nothing_left () {
  local process
  touch lock lock2
  "$dev" exec sh -c 'flock lock sleep 100 & setsid flock lock2 sleep 100 & wait' </dev/null &
  process=$!
  wait_for holds_lock lock && wait_for holds_lock lock2
  kill -9 "$process"; wait "$process" 2>/dev/null
  wait_for is_gone "$process"
  claim killed-leaves-nothing "$(flock -w 3 lock flock -w 3 lock2 echo nothing)" nothing

  "$dev" exec sh -c 'setsid flock lock sleep 100 & until ! flock -n lock true; do sleep 0.05; done' </dev/null
  claim ended-leaves-nothing "$(flock -w 3 lock echo nothing)" nothing
}

several () {
  local i process processes=()
  for i in 1 2 3 4 5; do
    "$dev" exec sh -c "sleep 0.2; exit $i" </dev/null & processes+=($!)
  done
  i=''
  for process in "${processes[@]}"; do
    wait "$process"; i+=$?
  done
  claim several-at-once "$i" 12345
}

words () {
  claim help "$("$dev" help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' | sort | tr '\n' ' ')" \
    'bench broken build exec format fuzz run sanitize screenshots shell test '
  "$dev" fly 2>/dev/null; claim unknown-command $? 2
  "$dev" exec 2>/dev/null; claim exec-nothing $? 1
}

status_and_output
folders
signals
if bwrap --unshare-pid --dev-bind / / --proc /proc true 2>/dev/null; then
  nothing_left
else
  number=$((number + 1)); echo "ok $number /dev/exec/leaves-nothing # SKIP no bwrap here"
fi
several
words
echo "1..$number"
exit $((n_failed > 0))
