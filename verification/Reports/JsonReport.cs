using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpenCode.Core.Operations;
using OpenCode.Verification.Results;

namespace OpenCode.Verification.Reports;

/// <summary>The matrix as JSON, for programs; the only report that can be read back. <c>docs/verifying-releases.md</c> describes it.</summary>
public static class JsonReport
{
    // Server texts may hold anything, so what is special in HTML or a script stays escaped: the file gets embedded in pages.
    private static readonly MatrixJsonContext _context = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Default,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Converters =
        {
            new SecondsConverter(),
            new ShardConverter(),
            new JsonStringEnumConverter<Outcome>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<DriftSource>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    });

    /// <summary>Writes the matrix; the same one gives the same bytes.</summary>
    /// <param name="matrix">The matrix.</param>
    public static string Render(CompatibilityMatrix matrix) => JsonSerializer.Serialize(matrix, _context.CompatibilityMatrix) + "\n";

    /// <summary>Reads what <see cref="Render"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="JsonException">The text is not such a report.</exception>
    public static CompatibilityMatrix Read(string json)
    {
        CompatibilityMatrix matrix = JsonSerializer.Deserialize(json, _context.CompatibilityMatrix) ?? throw new JsonException("The report is null.");
        RequireItems(matrix.Versions, "$.versions");
        foreach (VersionResult version in matrix.Versions)
        {
            RequireItems(version.Operations, $"operations of {version.Version}");
            RequireItems(version.Events, $"events of {version.Version}");
            RequireItems(version.UnknownOperations, $"unknownOperations of {version.Version}");
            RequireItems(version.DisappearedDifferences, $"disappearedDifferences of {version.Version}");
            foreach (SubjectResult subject in version.Operations.Concat(version.Events))
                RequireItems(subject.Drifts, $"drifts of {subject.Operation} in {version.Version}");
        }

        return matrix;
    }

    // The serializer respects that properties are not null, and forgets it for the items of lists.
    private static void RequireItems<T>(IReadOnlyList<T> items, string place)
        where T : class
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is null) throw new JsonException($"Item {i} of {place} is null.");
        }
    }
}
