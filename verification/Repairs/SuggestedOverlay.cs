using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Json;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Matrix;
using OpenCode.Verification.Results;
using OpenCode.Verification.Schemas;

namespace OpenCode.Verification.Repairs;

/// <summary>An OpenAPI Overlay that makes a document true of what a server has sent.</summary>
internal sealed class SuggestedOverlay
{
    private static readonly JsonSerializerOptions _line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(IReadOnlyList<JsonObject> Actions, List<Drift> Drifts)> _repairs = [];
    private readonly List<Drift> _left = [];

    /// <summary>Differences that no action was found for.</summary>
    public IReadOnlyList<Drift> Left => _left;

    /// <summary>How many differences there are actions for.</summary>
    public int Repaired => _repairs.Sum(static r => r.Drifts.Count);

    public static SuggestedOverlay Of(IEnumerable<RepairSample> samples, SchemaJudge judge)
    {
        var actions = new RepairActions(judge);
        var overlay = new SuggestedOverlay();
        foreach (RepairSample sample in samples) overlay.Add(sample.Drift, actions.Of(sample));
        return overlay;
    }

    /// <summary>Writes the overlay, an action a line.</summary>
    /// <param name="release">The release that was verified.</param>
    public string Write(string release)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            {
              "overlay": "1.0.0",
              "info": { "title": "What OpenCode {{release}} sends and the document of {{PinnedRelease.Version}} does not say", "version": "{{release}}" },
              "actions": [

            """);
        text.AppendJoin(",\n", _repairs.SelectMany(r => Lines(r.Actions, r.Drifts, release)).Select(static a => $"    {a}"));
        text.Append(_repairs.Count > 0 ? "\n  ]" : "  ]");
        if (_left.Count > 0)
        {
            IEnumerable<string> left = _left.Select(static d => $"    {JsonValue.Create(Place(d)).ToJsonString(_line)}").Distinct();
            text.Append(",\n  \"x-unrepaired\": [\n").AppendJoin(",\n", left).Append("\n  ]");
        }

        return text.Append("\n}\n").ToString();
    }

    private void Add(Drift drift, IReadOnlyList<JsonObject> actions)
    {
        if (actions.Count == 0)
        {
            _left.Add(drift);
            return;
        }

        // A second change of the same place would undo the first: what is left shows again when the document has that one.
        if (_repairs.Exists(r => IsOfSamePlace(r.Actions, actions)))
        {
            _left.Add(drift);
            return;
        }

        // What several operations share is repaired once.
        if (_repairs.Find(r => r.Actions.SequenceEqual(actions, NodeComparer.Instance)) is { Drifts: { } seen }) seen.Add(drift);
        else _repairs.Add((actions, [drift]));
    }

    private static bool IsOfSamePlace(IReadOnlyList<JsonObject> first, IReadOnlyList<JsonObject> second)
        => second is [{ } removal, _] && first is [{ } before, _] && JsonNode.DeepEquals(removal["target"], before["target"])
            && !first.SequenceEqual(second, NodeComparer.Instance);

    private static IEnumerable<string> Lines(IReadOnlyList<JsonObject> actions, List<Drift> drifts, string release)
    {
        for (int i = 0; i < actions.Count; i++)
        {
            var action = new JsonObject { ["target"] = actions[i]["target"]!.DeepClone(), ["description"] = Reasons.Of(drifts[0]) };
            foreach ((string name, JsonNode? value) in actions[i].Where(static m => m.Key != "target")) action[name] = value?.DeepClone();

            // A removal before it only makes room.
            if (i == actions.Count - 1)
            {
                action[RepairOverlay.Releases] = new JsonArray(release);
                action[RepairOverlay.Differences] = new JsonArray([.. drifts.Select(Difference)]);
            }

            yield return action.ToJsonString(_line);
        }
    }

    private static JsonObject Difference(Drift drift)
    {
        var difference = new JsonObject { ["operation"] = drift.Operation, ["status"] = drift.Status };
        if (drift.EventType is not null) difference["eventType"] = drift.EventType;
        difference["pointer"] = drift.Pointer;
        difference["kind"] = drift.Kind;
        if (FoundOf(drift) is { } found) difference["found"] = found;
        difference["shows"] = nameof(Showing.Sometimes);
        return difference;
    }

    // Another error of that status, or another variant of that place, is another difference.
    private static string? FoundOf(Drift drift) => drift.Kind switch
    {
        DriftKinds.Status when drift.Found.LastIndexOf(' ') is > 0 and int last => drift.Found[(last + 1)..],
        nameof(JsonDriftKind.UnknownVariant) when drift.Found.Split('"') is [_, var tag, _] => $"\"{tag}\"",
        _ => null,
    };

    // Without what was found, which somebody may have written.
    private static string Place(Drift drift)
        => $"{drift.Operation}{(drift.EventType is null ? "" : $" ({drift.EventType})")} {drift.Status} {(drift.Pointer.Length == 0 ? "(response)" : drift.Pointer)}: "
            + $"{drift.Kind}, expected {drift.Expected}";

    private sealed class NodeComparer : IEqualityComparer<JsonObject>
    {
        public static NodeComparer Instance { get; } = new();

        public bool Equals(JsonObject? x, JsonObject? y) => JsonNode.DeepEquals(x, y);

        public int GetHashCode(JsonObject obj) => 0;
    }
}
