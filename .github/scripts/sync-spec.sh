#!/usr/bin/env bash
# Takes the document of an OpenCode release into spec/, pins its server, and builds the client anew.
#   .github/scripts/sync-spec.sh [VERSION]     without one, the newest release on npm
set -euo pipefail
cd "$(dirname "$0")/../.."

version="${1:-$(npm view opencode-ai version)}"
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || { echo "'$version' is not a release" >&2; exit 100; }
if [ "$version" = "$(node -p 'require("./spec/openapi.lock.json").opencode')" ]; then
  echo "spec/openapi.json is from $version already"
  exit 0
fi

# Which registry delivered them is the business of whoever installs them, so the lock file says only the hashes.
npm install --prefix spec --package-lock-only --ignore-scripts --no-audit --no-fund --save-exact --omit-lockfile-registry-resolved "opencode-ai@$version"

server=$(mktemp -d)
trap 'rm -rf "$server"' EXIT
cp spec/package.json spec/package-lock.json "$server"
npm ci --prefix "$server" --ignore-scripts --no-audit --no-fund --include=optional
binary=$(ls "$server"/node_modules/opencode-*/bin/opencode | head -n 1)
HOME="$server" "$binary" generate > spec/openapi.json
node -e '
  const { readFileSync, writeFileSync } = require("node:fs");
  const sha256 = require("node:crypto").createHash("sha256").update(readFileSync("spec/openapi.json")).digest("hex");
  writeFileSync("spec/openapi.lock.json", JSON.stringify({ opencode: process.argv[1], sha256 }, null, 2) + "\n");
' "$version"

# The generator runs as a part of this build: what the document lacks for a client is an error here.
./build.sh generate
dotnet build src
