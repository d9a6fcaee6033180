# The project's verbs; build.sh has the same ones. Every verb does its own set-up.
param([Parameter(Position = 0)][string]$Verb = "", [Parameter(ValueFromRemainingArguments)][string[]]$Rest = @())
$ErrorActionPreference = "Stop"
Set-Location $PSScriptRoot

# What is started from a clone keeps its servers in the clone.
if (-not $env:OPENCODEGEN_CACHE) { $env:OPENCODEGEN_CACHE = "$PSScriptRoot/.cache/opencode" }
switch ($Verb) {
  "restore"  { dotnet restore OpenCodeGen.sln }
  "build"    { dotnet build OpenCodeGen.sln }
  "test"     { dotnet test OpenCodeGen.sln --blame-hang-timeout 6m --blame-hang-dump-type none }
  "generate" { dotnet run --project cli -- generate --settings spec/opencodegen.json @Rest }
  # What the compiler holds (names, braces) needs no check of its own: warnings of style are errors of the build.
  "format"   {
    if ($Rest -contains "--check") { dotnet format whitespace . --folder --verify-no-changes --exclude src/Generated/ server/Operations/ verification/Contract/Calls/ artifacts/ .cache/ }
    else { dotnet format OpenCodeGen.sln --exclude src/Generated/ server/Operations/ verification/Contract/Calls/ }
  }
  "verify"   { dotnet test tests/Contract }
  "mutations" { dotnet test tests/Contract --filter FullyQualifiedName~MutationTests --logger "console;verbosity=detailed" -- xUnit.Explicit=on }
  "matrix"   {
    if ($Rest.Count -eq 0 -or $Rest[0].StartsWith("-")) { $Rest = @("1.0.0", "1.2.27", "1.14.41", "1.17.19", "1.18.33", "--html", "docs/compatibility.html", "--findings", "docs/compatibility-findings.txt") + $Rest }
    dotnet run --project cli -- verify @Rest
  }
  "fuzz"     { dotnet run -c Release --project tests/Fuzz -- @Rest }
  "bench"    { npm ci --ignore-scripts --prefix bench/nswag; npm ci --ignore-scripts --prefix bench/sdk; dotnet run -c Release --project bench -- @Rest }
  "interop"  { dotnet run --project interop/Comparison -- @Rest }
  "pack"     {
    if (-not $env:SOURCE_DATE_EPOCH) { $env:SOURCE_DATE_EPOCH = git log -1 --format=%ct }
    dotnet pack Packages.slnf -c Release -p:ContinuousIntegrationBuild=true @Rest
  }
  default    { [Console]::Error.WriteLine("usage: ./build.ps1 restore|build|test|format|generate|verify|mutations|matrix|fuzz|bench|interop|pack"); exit 100 }
}
exit $LASTEXITCODE
