using Mono.Cecil;

namespace OpenCode.Workbench.Architecture;

/// <summary>Which types a folder uses, of its own assembly and of others. A folder is a namespace: another test holds the two together.</summary>
public static class FolderUses
{
    /// <summary>What the types of a folder, and of those below it, use of what is listed.</summary>
    /// <param name="assembly">The name of an assembly that lies beside the tests.</param>
    /// <param name="folder">The namespace of the folder.</param>
    /// <param name="forbidden">Types, and namespaces that end with a dot.</param>
    /// <returns>A line for each use; empty when there is none.</returns>
    /// <exception cref="ArgumentException">There is no type in the folder.</exception>
    public static IReadOnlyList<string> Find(string assembly, string folder, params IReadOnlyList<string> forbidden)
    {
        using AssemblyDefinition definition = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        KeyValuePair<string, HashSet<string>>[] types =
            [.. TypeUses.In(definition.MainModule, everywhere: true).Where(t => t.Key.StartsWith(folder + ".", StringComparison.Ordinal))];
        if (types.Length == 0) throw new ArgumentException($"{assembly} has no type in {folder} or below.", nameof(folder));
        return [.. types.SelectMany(static t => t.Value, static (t, used) => (From: t.Key, To: used)).Where(u => forbidden.Any(f => Fits(f, u.To)))
            .Select(static u => $"{u.From} uses {u.To}").Order(StringComparer.Ordinal)];
    }

    private static bool Fits(string forbidden, string type)
        => forbidden.EndsWith('.') ? type.StartsWith(forbidden, StringComparison.Ordinal) : type == forbidden;
}
