using System.Reflection;

namespace OpenCode.Interop.Comparison.Making;

/// <summary>A folder in which a client is made, apart from the rules of this repository.</summary>
internal sealed record Workplace(string Folder)
{
    public string Document => Path.Combine(Folder, "openapi.json");

    public string Client => Path.Combine(Folder, "Client");

    public static string InRoot(string relative) => Path.Combine(Metadata("Root"), relative);

    public static string Metadata(string key)
        => typeof(Workplace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(m => m.Key == key).Value!;

    public static Workplace Create(string name)
    {
        string folder = InRoot($"artifacts/interop/{name}");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(folder, file), "<Project />");
        return new Workplace(folder);
    }
}
