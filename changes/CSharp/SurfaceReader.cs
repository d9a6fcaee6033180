using System.Text;
using OpenCodeGen.Emitting;

namespace OpenCodeGen.Changes.CSharp;

/// <summary>
/// Reads the public surface out of generated files. They come from one emitter: every declaration begins a line, indented by its depth, and its parameters end
/// before anything else begins; so no compiler is needed. A test compares what is read here with what the compiler sees.
/// </summary>
internal static class SurfaceReader
{
    private const int Indentation = 4;

    public static IReadOnlyDictionary<string, SurfaceType> Read(IEnumerable<PlannedFile> files)
    {
        var types = new Dictionary<string, SurfaceType>(StringComparer.Ordinal);
        foreach (PlannedFile file in files)
        {
            foreach (SurfaceType type in Read(file.Content)) types[type.Name] = types.TryGetValue(type.Name, out SurfaceType? part) ? Join(part, type) : type;
        }

        return types;
    }

    private static List<SurfaceType> Read(string text)
    {
        string space = "";
        List<SurfaceType> found = [];
        List<(int Depth, string Name, Dictionary<string, SurfaceMember> Members)> around = [];
        bool isObsolete = false;
        SpanLineEnumerator lines = text.AsSpan().EnumerateLines();
        while (lines.MoveNext())
        {
            ReadOnlySpan<char> line = lines.Current.TrimStart(' ');
            if (line.StartsWith("namespace ")) space = line["namespace ".Length..].TrimEnd(';').ToString();
            if (!line.StartsWith("public ") && !line.StartsWith("protected "))
            {
                // Of what follows, whatever other attributes stand in between.
                isObsolete = line.StartsWith("[Obsolete(") || (isObsolete && line.StartsWith("["));
                continue;
            }

            bool marked = isObsolete;
            isObsolete = false;
            int depth = (lines.Current.Length - line.Length) / Indentation;
            string whole = line.ToString();
            while (!BalancedText.IsBalanced(whole) && lines.MoveNext()) whole += lines.Current.Trim().ToString() + " ";
            var declaration = new DeclarationReader(whole);
            while (around.Count > 0 && around[^1].Depth >= depth) around.RemoveAt(around.Count - 1);

            // A line inside of the body of something that is not public.
            if (depth != around.Count) continue;
            if (declaration.TypeName is { } name)
            {
                Dictionary<string, SurfaceMember> members = new(StringComparer.Ordinal);
                string full = around.Count > 0 ? $"{around[^1].Name}.{name}" : $"{space}.{name}";
                if (declaration.PrimaryConstructor is { } constructor) members[constructor.Key] = constructor;
                found.Add(new SurfaceType(full, declaration.TypeKind, declaration.Bases, members) { Namespace = space, IsObsolete = marked });
                around.Add((depth, full, members));
            }
            else if (around.Count > 0 && declaration.Member(around[^1].Name[(around[^1].Name.LastIndexOf('.') + 1)..]) is { } member)
            {
                around[^1].Members[member.Key] = member with { IsObsolete = marked };
            }
        }

        return found;
    }

    private static SurfaceType Join(SurfaceType a, SurfaceType b)
        => a with
        {
            Bases = [.. a.Bases.Union(b.Bases, StringComparer.Ordinal)],
            Members = a.Members.Concat(b.Members).DistinctBy(static m => m.Key).ToDictionary(StringComparer.Ordinal),
        };
}
