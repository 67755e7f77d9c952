#!/usr/bin/env bash
# The gateway over HTTP beside the floor (Kestrel, one signature, one parse) and the JavaScript peer, in one run, medians of pairs.
#   tests/Benchmarks/http.sh [SHARED] [CASES...]      cases: verify.floor verify.peer jcs.peer rdfc.peer get issue.peer issue.alike.peer issue.rdfc.peer
# CONNECTIONS (16), SECONDS_A_RUN (6), ROUNDS (5) and WARM_UP (20 seconds) from the environment.
# Needs Debian's wrk and bc; Node 20 for the peer. Everything listens on 127.0.0.1 and ends with the script.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
shared=$(cd "${1:-$root/../shared}" && pwd); shift || true
cases=${*:-verify.floor verify.peer jcs.peer rdfc.peer get issue.peer issue.alike.peer issue.rdfc.peer}
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT

cp -r "$shared/bench/peers" "$shared/bench/floor" "$work"; chmod -R u+w "$work"
export UNTP=$shared/untp
await() { for _ in $(seq 100); do curl -fso /dev/null "$1" && return; sleep 0.2; done; echo "nothing answers at $1" >&2; exit 1; }

dotnet publish "$root/src/Gateway" -c Release -v q -o "$work/gateway" >&2
(cd "$work" && Gateway__Auth__BootstrapKey=benchmark-key-that-is-long-enough-000 \
  exec dotnet "$work/gateway/Gateway.dll" --urls=http://127.0.0.1:4190 --Gateway:DataPath="$work/data" >"$work/gateway.out" 2>"$work/gateway.log") &
pids+=($!); gateway=$!
dotnet build "$work/floor" -c Release -v q >&2
(cd "$work/floor" && PORT=4180 exec dotnet bin/Release/net10.0/floor.dll serve "$work/peers/bodies") & pids+=($!); floor=$!
await http://127.0.0.1:4190/health/ready; await http://127.0.0.1:4180/credentials/1

# the peer, once it is asked for
peer=
startpeer() {
  [ -n "$peer" ] && return
  (cd "$work/peers" && npm i --no-audit --no-fund --silent >&2)
  (cd "$work/peers" && PORT=4101 exec node server.mjs) & pids+=($!); peer=$!
  await http://127.0.0.1:4101/credentials/1
}
# both runtimes compile what is hot while they run: what is measured is a server that has run for a while
warm() { BODY=$2 AUTH=${3:-} wrk -t1 -c4 -d"${WARM_UP:-20}s" --timeout 20s -s "$work/peers/post.lua" "$1" >/dev/null; }
pair() { "$work/peers/pair.sh" "$@" | grep -E "PAIR|FIRSTBAD"; }
for case in $cases; do
  case $case in
    verify.floor)
      for url in http://127.0.0.1:4180 http://127.0.0.1:4190; do warm $url/credentials/verify "$work/peers/bodies/verify.jwt.json"; done
      pair floor http://127.0.0.1:4180 $floor gateway http://127.0.0.1:4190 $gateway "${CONNECTIONS:-16}" "${SECONDS_A_RUN:-6}" "${ROUNDS:-5}" verify.jwt ;;
    verify.peer|jcs.peer|rdfc.peer)
      startpeer
      kind=${case%.peer}; body=verify.$([ "$kind" = verify ] && echo jwt || echo "$kind")
      for url in http://127.0.0.1:4101 http://127.0.0.1:4190; do warm $url/credentials/verify "$work/peers/bodies/$body.json"; done
      pair peer http://127.0.0.1:4101 $peer gateway http://127.0.0.1:4190 $gateway "${CONNECTIONS:-16}" "${SECONDS_A_RUN:-6}" "${ROUNDS:-5}" "$body" ;;
    issue.peer|issue.alike.peer|issue.rdfc.peer)
      # the same draft by both; the gateway issues as its own DID only, and checks schema and JSON-LD too; but for the case alike it
      # hands out a status entry, which the peer does not, and which is on the disk before the answer
      startpeer
      kind=$([ $case = issue.rdfc.peer ] && echo rdfc || echo jwt)
      mkdir -p "$work/issue"
      sed 's/"id":"did:key:[^"]*"/"id":"did:web:127.0.0.1%3A4190"/' "$work/peers/bodies/issue.$kind.json" >"$work/issue/issue.$kind.json"
      [ $case = issue.alike.peer ] && sed -i 's/"options":{}/"options":{"credentialStatus":false}/' "$work/issue/issue.$kind.json"
      export B_BODYDIR="$work/issue" B_AUTH="Bearer benchmark-key-that-is-long-enough-000"
      warm http://127.0.0.1:4101/credentials/issue "$work/peers/bodies/issue.$kind.json"
      warm http://127.0.0.1:4190/credentials/issue "$work/issue/issue.$kind.json" "$B_AUTH"
      # the peer needs a second for each, and works at all in hand at once: of sixteen none would be ready in a run
      pair peer http://127.0.0.1:4101 $peer gateway http://127.0.0.1:4190 $gateway $([ $kind = jwt ] && echo "${CONNECTIONS:-16}" || echo 4) \
        "$([ $kind = jwt ] && echo "${SECONDS_A_RUN:-6}" || echo 10)" "${ROUNDS:-5}" "issue.$kind"
      unset B_BODYDIR B_AUTH ;;
    get)
      location=$(curl -fsS -D - -o /dev/null "http://127.0.0.1:4190/credentials?access=public" -H 'Content-Type: application/vc+jwt' \
        -H 'Authorization: Bearer benchmark-key-that-is-long-enough-000' --data-binary "@$work/peers/bodies/passport.jwt" | tr -d '\r' | sed -n 's/^Location: //Ip')
      export B_GET_PATH="/credentials/${location##*/}" A_GET_PATH=/credentials/1
      pair floor http://127.0.0.1:4180 $floor gateway http://127.0.0.1:4190 $gateway "${CONNECTIONS:-16}" "${SECONDS_A_RUN:-6}" "${ROUNDS:-5}" get ;;
  esac
done
