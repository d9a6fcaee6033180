using System.Text.RegularExpressions;

namespace OpenCode.Interop.Comparison.Making;

/// <summary>Compiles a client by itself.</summary>
internal static partial class Compilation
{
    private const string Name = "Compared";

    /// <summary>Compiles.</summary>
    /// <returns>
    /// Why it does not compile; null where it does. Types that are missing are added as empty classes after that, so that the rest can be looked at.
    /// </returns>
    public static async Task<string?> RunAsync(Workplace place, IReadOnlyList<(string Id, string Version)> packages, CancellationToken cancellationToken)
    {
        string references = string.Concat(packages.Select(static p => $"""<PackageReference Include="{p.Id}" Version="{p.Version}" />"""));
        File.WriteAllText(Path.Combine(place.Folder, $"{Name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>
                <EnableDynamicLoading>true</EnableDynamicLoading><EnableDefaultCompileItems>false</EnableDefaultCompileItems><NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><Compile Include="Client/**/*.cs" />{references}</ItemGroup>
            </Project>
            """);
        string[] build = ["build", "-c", "Release", "-clp:ErrorsOnly", "-v:quiet"];
        (int exitCode, string output) = await Tools.DotNetAsync(place.Folder, build, cancellationToken);
        if (exitCode == 0) return null;
        string[] missing = [.. MissingType().Matches(output).Select(static m => m.Groups[1].Value).Distinct()];
        if (missing.Length == 0) return ErrorText().Match(output).Groups[1].Value.Trim().Replace("'", "`", StringComparison.Ordinal);
        string space = Directory.EnumerateFiles(place.Client).Select(File.ReadAllText).Select(static t => Namespace().Match(t).Groups[1].Value).First();
        string classes = string.Concat(missing.Select(static m => $"public class {m} {{ }}\n"));
        File.WriteAllText(Path.Combine(place.Client, "Missing.cs"), $"namespace {space};\n{classes}");
        await Tools.DotNetAsync(place.Folder, build, cancellationToken);
        return $"there is no {string.Join(", ", missing)}";
    }

    /// <summary>The assembly, where there is one.</summary>
    public static string? AssemblyIn(Workplace place)
    {
        string assembly = Path.Combine(place.Folder, "bin", "Release", "net10.0", $"{Name}.dll");
        return File.Exists(assembly) ? assembly : null;
    }

    [GeneratedRegex("error CS0246: [^']*'([A-Za-z0-9]+)'")]
    private static partial Regex MissingType();

    [GeneratedRegex(@"error \w+: ([^\[\n]*)")]
    private static partial Regex ErrorText();

    [GeneratedRegex(@"namespace ([\w.]+)")]
    private static partial Regex Namespace();
}
