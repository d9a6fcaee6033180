namespace OpenCodeGen.Shaping;

/// <summary>
/// Names that no model may have, because they would be ambiguous in a file with the SDK's implicit usings and
/// <c>using OpenCode.Models;</c>. The list is kept as a file so that the output does not depend on the installed framework.
/// </summary>
internal static class ReservedTypeNames
{
    public static IReadOnlySet<string> All { get; } = Load();

    private static HashSet<string> Load()
    {
        using Stream stream = typeof(ReservedTypeNames).Assembly.GetManifestResourceStream("ReservedTypeNames.txt")!;
        using var reader = new StreamReader(stream);
        // And the one class that generated clients have beside their models.
        var names = new HashSet<string>(StringComparer.Ordinal) { "ModelSecrets" };
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#') names.Add(line.Trim());
        }

        return names;
    }
}
