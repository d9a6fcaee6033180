using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Ctl.Bench.Plans;
using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Bench.Results;

/// <summary>What an output folder says of its benchmark, beside the results.</summary>
internal sealed record BenchRecord
{
    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The names of the models, in the order of the file.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The ids of the tasks, in the order of the file.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    public required int Repeats { get; init; }

    /// <summary>OpenCode's release; null until a server has said it.</summary>
    public string? Release { get; init; }

    public required IReadOnlyDictionary<string, string> Fingerprint { get; init; }

    public static BenchRecord Of(BenchPlan plan, DateTimeOffset now) => new()
    {
        Name = plan.Name,
        CreatedAt = now,
        Models = [.. plan.Models.Select(static m => m.Name)],
        Tasks = [.. plan.Tasks.Select(static t => t.Id)],
        Repeats = plan.Repeats,
        Fingerprint = Plans.Fingerprint.Of(plan),
    };

    /// <summary>Reads one; null when there is none.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    public static BenchRecord? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            JsonObject json = (JsonObject)JsonNode.Parse(File.ReadAllBytes(path))!;
            return new BenchRecord
            {
                Name = json["name"]!.GetValue<string>(),
                CreatedAt = DateTimeOffset.Parse(json["created_at"]!.GetValue<string>(), CultureInfo.InvariantCulture),
                Models = [.. json["models"]!.AsArray().Select(static m => m!.GetValue<string>())],
                Tasks = [.. json["tasks"]!.AsArray().Select(static m => m!.GetValue<string>())],
                Repeats = json["repeats"]!.GetValue<int>(),
                Release = json["release"]?.GetValue<string>(),
                Fingerprint = json["fingerprint"]!.AsObject().ToDictionary(static p => p.Key, static p => p.Value!.GetValue<string>(), StringComparer.Ordinal),
            };
        }
        catch (Exception exception)
            when (exception is JsonException or NullReferenceException or InvalidOperationException or InvalidCastException or FormatException)
        {
            throw new StoreException($"'{path}' does not say which benchmark the folder is of; use another folder, or '--fresh'.", exception);
        }
    }

    public void Write(string path)
    {
        JsonObject json = new()
        {
            ["name"] = Name,
            ["created_at"] = CreatedAt.ToString("O", CultureInfo.InvariantCulture),
            ["models"] = new JsonArray([.. Models.Select(static m => (JsonNode)m)]),
            ["tasks"] = new JsonArray([.. Tasks.Select(static t => (JsonNode)t)]),
            ["repeats"] = Repeats,
            ["release"] = Release,
            ["fingerprint"] = Plans.Fingerprint.ToJson(Fingerprint),
        };
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = true })) json.WriteTo(writer);
        WholeFile.Write(path, buffer.ToArray());
    }
}
