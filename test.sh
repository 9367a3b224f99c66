#!/usr/bin/env bash
# All tests, on a fresh machine too.
set -euo pipefail
cd "$(dirname "$0")"
dotnet build ImageRetrieval.sln -v quiet
dotnet test ImageRetrieval.sln --no-build -v quiet
