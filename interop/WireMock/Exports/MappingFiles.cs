using System.Text.Encodings.Web;
using System.Text.Json;
using OpenCode.Core.Operations;
using OpenCode.WireMock.Defaults;
using OpenCode.WireMock.Routing;
using OpenCode.WireMock.Stubs;

namespace OpenCode.WireMock.Exports;

/// <summary>Writes mappings into files, one for each.</summary>
internal static class MappingFiles
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static MappingExport Write(string folder, MappingFormat format, IReadOnlyList<Stub> stubs, bool withDefaults)
    {
        Action<Utf8JsonWriter, ExportedMapping> write = format switch
        {
            MappingFormat.WireMockNet => WireMockNetMapping.Write,
            MappingFormat.WireMockJava => WireMockJavaMapping.Write,
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
        List<string> leftOut = [];
        List<ExportedMapping> mappings = [];
        foreach (Stub stub in stubs)
        {
            if (ReasonAgainst(stub) is { } reason) leftOut.Add($"{stub.Route.Operation.Id}: {reason}");
            else mappings.AddRange(MappingsOf(stub, mappings.Count));
        }

        HashSet<OperationRoute> replaced = [.. mappings.Where(static m => m.Conditions.IsEmpty).Select(static m => m.Route)];
        if (withDefaults) mappings.AddRange(OperationRoute.All.Where(r => !replaced.Contains(r)).Select(DefaultOf).OfType<ExportedMapping>());
        leftOut.AddRange(OperationRoute.All.Where(static r => r.Operation.Kind == OperationKind.EventStream)
            .Select(static r => $"{r.Operation.Id}: an event stream lives from what a test sends"));
        Directory.CreateDirectory(folder);
        Dictionary<string, int> names = new(StringComparer.Ordinal);
        return new MappingExport([.. mappings.Select(m => WriteOne(folder, NameOf(m, names), m, write))], leftOut);
    }

    private static string? ReasonAgainst(Stub stub)
    {
        if (stub.Conditions.Predicates.Count > 0) return "code decides which requests it is for";
        if (stub.Responses.Any(static r => r.Make is not null)) return "code makes its response";
        if (stub.Responses.Any(static r => r.Fault is MockFault.Reset)) return "it resets the connection";
        return stub.Responses.Any(static r => r.IsStream) ? "it opens an event stream" : null;
    }

    private static IEnumerable<ExportedMapping> MappingsOf(Stub stub, int number)
    {
        IReadOnlyList<PreparedResponse> responses = stub.Responses;
        string? scenario = responses.Count == 1 ? null : $"{stub.Route.Operation.Id} {number}";
        return responses.Select((response, place) => new ExportedMapping(stub.Route, stub.Conditions, stub.Priority, response)
        {
            Scenario = scenario,
            Place = place,
            IsLast = place == responses.Count - 1,
        });
    }

    private static ExportedMapping? DefaultOf(OperationRoute route)
        => DefaultResponses.Responses.TryGetValue(route.Operation.Id, out PreparedResponse? response)
            ? new ExportedMapping(route, new StubConditions(), route.Priority(Stub.RankOfDefaults), response) { IsLast = true }
            : null;

    // The first file of an operation has its name, so that a second export finds it; a number tells the others apart.
    private static string NameOf(ExportedMapping mapping, Dictionary<string, int> names)
    {
        string id = mapping.Route.Operation.Id;
        names[id] = names.GetValueOrDefault(id) + 1;
        return names[id] == 1 ? $"{id}.json" : $"{id}-{names[id]}.json";
    }

    private static string WriteOne(string folder, string name, ExportedMapping mapping, Action<Utf8JsonWriter, ExportedMapping> write)
    {
        string path = Path.Combine(folder, name);
        using FileStream file = File.Create(path);
        using Utf8JsonWriter writer = new(file, _options);
        write(writer, mapping);
        return path;
    }
}
