using System.CodeDom.Compiler;
using System.Reflection;
using System.Text;

namespace OpenCode.Workbench.PublicApi;

/// <summary>What users of a library can reach, as it is listed in <c>docs/api</c>; a change there is a change for them and is reviewed as one.</summary>
public static class ApiListing
{
    /// <summary>Compares a library with its listing, after writing the listing anew when <c>UPDATE_API=1</c>.</summary>
    /// <returns>What differs, for people; null when nothing does.</returns>
    public static string? Difference(Assembly library)
    {
        string name = library.GetName().Name!;
        string actual = Describe(name, library);
        string listing = $"docs/api/{name}.txt";
        string path = Clone.InRoot(listing);
        if (Environment.GetEnvironmentVariable("UPDATE_API") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual, new UTF8Encoding(false));
        }

        string[] listed = File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n');
        string[] found = actual.Split('\n');
        if (listed.SequenceEqual(found)) return null;
        IEnumerable<string> lines = listed.Except(found).Select(static l => "- " + l).Concat(found.Except(listed).Select(static l => "+ " + l));
        return $"The public surface of {name} has changed. If that is meant, run the tests with UPDATE_API=1 and commit {listing}.\n{string.Join('\n', lines.Take(40))}";
    }

    private static string Describe(string name, Assembly library)
    {
        var text = new StringBuilder($"# The public surface of {name}. Written by the unit tests with UPDATE_API=1; not edited by hand.\n");
        foreach (IGrouping<string, Type> space in library.GetExportedTypes().GroupBy(static t => t.Namespace ?? "")
            .OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            var types = new StringBuilder();
            foreach (Type type in space.OrderBy(ApiText.Type, StringComparer.Ordinal))
            {
                if (IsGenerated(type)) WrittenBeside(types, type);
                else if (space.Key == "OpenCode.Models") Compact(types, type);
                else Full(types, type);
            }

            if (types.Length > 0) text.Append("\nnamespace ").Append(space.Key).Append('\n').Append(types);
        }

        return text.ToString();
    }

    // What another generator made of the document is its own matter, but for the members that were written beside it.
    private static bool IsGenerated(Type type)
        => type.GetCustomAttribute<GeneratedCodeAttribute>() is not null || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static void WrittenBeside(StringBuilder text, Type type)
    {
        List<string> members = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => m.ReturnType.Assembly != type.Assembly && m.ReturnType.Namespace?.StartsWith("OpenCode.", StringComparison.Ordinal) == true)
            .Select(ApiText.Method).Order(StringComparer.Ordinal).ToList();
        if (members.Count == 0) return;
        text.Append("\n    partial ").Append(ApiText.Head(type)).Append('\n');
        foreach (string member in members) text.Append("        ").Append(member).Append('\n');
    }

    private static void Full(StringBuilder text, Type type)
    {
        text.Append("\n    ").Append(ApiText.Head(type)).Append('\n');
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type)) return;
        foreach (string member in ApiText.Members(type)) text.Append("        ").Append(member).Append('\n');
    }

    // A model has nothing but properties, and what every model has.
    private static void Compact(StringBuilder text, Type type)
    {
        IEnumerable<string> properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static p => p.Name != "AdditionalProperties")
            .OrderBy(static p => p.Name, StringComparer.Ordinal)
            .Select(static p => p.GetMethod!.IsStatic ? p.Name : ApiText.Property(p).Replace("override ", "", StringComparison.Ordinal)
                .Replace(" { get; init; }", "", StringComparison.Ordinal));
        text.Append("    ").Append(ApiText.Head(type)).Append(" { ").AppendJoin("; ", properties).Append(" }\n");
    }
}
