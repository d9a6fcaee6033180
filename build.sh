#!/usr/bin/env bash
# The project's verbs; build.ps1 has the same ones. Every verb does its own set-up.
set -euo pipefail
cd "$(dirname "$0")"

# What is started from a clone keeps its servers in the clone.
export OPENCODEGEN_CACHE="${OPENCODEGEN_CACHE:-$PWD/.cache/opencode}"
case "${1:-}" in
  restore)  dotnet restore OpenCodeGen.sln ;;
  build)    dotnet build OpenCodeGen.sln ;;
  test)     dotnet test OpenCodeGen.sln --blame-hang-timeout 6m --blame-hang-dump-type none ;;
  generate) dotnet run --project cli -- generate --settings spec/opencodegen.json "${@:2}" ;;
  # What the compiler holds (names, braces) needs no check of its own: warnings of style are errors of the build.
  format)   if [ "${2:-}" = "--check" ]; then dotnet format whitespace . --folder --verify-no-changes --exclude src/Generated/ server/Operations/ verification/Contract/Calls/ artifacts/ .cache/
            else dotnet format OpenCodeGen.sln --exclude src/Generated/ server/Operations/ verification/Contract/Calls/; fi ;;
  verify)   dotnet test tests/Contract ;;
  mutations) dotnet test tests/Contract --filter FullyQualifiedName~MutationTests --logger "console;verbosity=detailed" -- xUnit.Explicit=on ;;
  matrix)   case "${2:--}" in -*) set -- matrix 1.0.0 1.2.27 1.14.41 1.17.19 1.18.33 --html docs/compatibility.html --findings docs/compatibility-findings.txt "${@:2}" ;; esac
            dotnet run --project cli -- verify "${@:2}" ;;
  fuzz)     dotnet run -c Release --project tests/Fuzz -- "${@:2}" ;;
  bench)    npm ci --ignore-scripts --prefix bench/nswag
            npm ci --ignore-scripts --prefix bench/sdk
            dotnet run -c Release --project bench -- "${@:2}" ;;
  interop)  dotnet run --project interop/Comparison -- "${@:2}" ;;
  pack)     SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" dotnet pack Packages.slnf -c Release -p:ContinuousIntegrationBuild=true "${@:2}" ;;
  *)        echo "usage: ./build.sh restore|build|test|format|generate|verify|mutations|matrix|fuzz|bench|interop|pack" >&2; exit 100 ;;
esac
