#!/usr/bin/env bash
# The fault tests in their long form: 30 kills of one of three nodes, PostgreSQL down for 20 s, throughput beside bad recipients asserted
# (on a machine that is quiet), a full disk, stepped clocks, poisoned deliveries. As root, for the small disk. What each measured is printed.
#   tests/Gateway.Tests/Faults/run.sh [CLASS...]      such as "*BadRecipientTests"; all of them by default
set -euo pipefail
cd "$(dirname "$0")/../../.."
export GATEWAY_FAULTS=long GATEWAY_KILLS="${GATEWAY_KILLS:-30}" GATEWAY_DOWN="${GATEWAY_DOWN:-20}"
dotnet build tests/Gateway.Tests -c Release -v q >&2
chosen=(-namespace Gateway.Tests.Faults)
for class in "$@"; do [ "$class" = "$1" ] && chosen=(); chosen+=(-class "$class"); done
dotnet tests/Gateway.Tests/bin/Release/net10.0/Gateway.Tests.dll "${chosen[@]}" -showLiveOutput -parallel none -noColor \
  | grep -E '\[OUTPUT\]|\[FAIL\]|\[SKIP\]|Total:|^      '
