#!/usr/bin/env bash
# Builds everything and runs all tests, on a fresh machine too: it installs what it needs, as far as it may.
# Needs: the .NET SDK (global.json says which). Ends with a line such as "123 passed, 0 failed, 0 skipped".
set -euo pipefail
# What a script starts in the background ignores Ctrl+C, and so would the programs that the tests interrupt.
if [ -r /proc/self/status ] && (( 0x$(awk '/^SigIgn/ { print $2 }' /proc/self/status) & 2 )); then
  exec env --default-signal=INT,QUIT bash "$0" "$@"
fi
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
results=artifacts/test-results
# The numbers come from the trx files; the console tells why a test has failed, for who sees nothing but this output.
loggers=(--logger trx --logger "console;verbosity=minimal")

say() { printf '\n== %s\n' "$*"; }

need() {
  command -v "$1" >/dev/null || { echo "$1 was not found: $2" >&2; exit 1; }
}

has_browser() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
} >/dev/null

has_python() {
  /usr/bin/python3 -c "import msgpack, requests"
} 2>/dev/null

install_tools() {
  if has_browser && has_python; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing Chromium for the browser tests, and Python's msgpack and requests for the documentation's examples"
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium python3-msgpack python3-requests >/dev/null
  else
    say "WARNING: Chromium, or Python's msgpack and requests, are missing: the tests that need them are SKIPPED"
  fi
}

# Each test project writes a trx file; its one Counters element has the numbers.
count() {
  local total=0 number
  for file in "$results"/*.trx; do
    number=$(grep -o "<Counters [^>]*" "$file" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*')
    total=$((total + ${number:-0}))
  done
  echo "$total"
}

need dotnet "install the .NET SDK 10 (dotnet.microsoft.com/download)"
install_tools
rm -rf "$results"

say "Building"
# The compiler's server saves a third of the time; it would stay for ten minutes.
dotnet build ImageRetrieval.sln -v quiet -p:UseSharedCompilation=true
dotnet build-server shutdown --vbcscompiler >/dev/null

# One project at a time: several of them start processes and measure time limits, and two cores are enough for one.
failed=0
say "Testing"
dotnet test ImageRetrieval.sln --no-build -m:1 "${loggers[@]}" --results-directory "$results" -v quiet || failed=1

# The kernels that this processor would not choose by itself.
kernels="scalar vector128"
if grep -qw avx2 /proc/cpuinfo 2>/dev/null; then kernels="$kernels avx2"; fi
for kernel in $kernels; do
  say "Testing the index again on its $kernel kernels"
  IMAGERETRIEVAL_KERNEL=$kernel dotnet test tests/ImageRetrieval.VectorIndex.Tests --no-build "${loggers[@]}" --results-directory "$results" -v quiet || failed=1
done

skipped=$(( $(count total) - $(count executed) ))
say "Done"
if [ "$skipped" != 0 ]; then
  echo "Skipped, by reason:"
  grep -h -A4 'outcome="NotExecuted"' "$results"/*.trx | grep -o '<Message>[^<]*' | sed 's/<Message>/  /' | sort | uniq -c || true
fi
echo "$(count passed) passed, $(count failed) failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$(count passed)" -gt 0 ] && [ "$(count failed)" = 0 ]
