using System.Text.Json;

namespace OpenCode.Verification.Documents;

/// <summary>Finds the program of a package that npm installed.</summary>
internal static class PackageProgram
{
    private const string UsualName = "opencode";

    /// <summary>The file that npm made for the program: the one called opencode where a package has several.</summary>
    /// <exception cref="DocumentException">The package has no program.</exception>
    public static string Find(string modules, string package)
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(modules, package, "package.json")));
        List<string> names = !manifest.RootElement.TryGetProperty("bin", out JsonElement bin) ? []
            : bin.ValueKind == JsonValueKind.String ? [package[(package.LastIndexOf('/') + 1)..]]
            : [.. bin.EnumerateObject().Select(static p => p.Name)];
        string? name = names.Find(static n => n == UsualName) ?? names.FirstOrDefault();
        string file = Path.Combine(modules, ".bin", OperatingSystem.IsWindows() ? $"{name}.cmd" : name ?? "");
        if (name is not null && File.Exists(file)) return file;
        throw new DocumentException($"{package} is installed, but has no program that could print a document; the package of OpenCode 1.x is opencode-ai.");
    }
}
