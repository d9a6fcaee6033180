using System.Text.Json;
using Json.Schema;
using OpenCode.Core.Json;
using OpenCode.Verification.Judging;
using OpenCode.Verification.Values;

namespace OpenCode.Verification.Schemas;

/// <summary>A place of a value that its schema does not allow.</summary>
/// <param name="Pointer">The place.</param>
/// <param name="Kind">The kind, one of <see cref="DriftKinds"/>.</param>
/// <param name="Expected">What the schema says there.</param>
internal readonly record struct SchemaFailure(string Pointer, string Kind, string Expected);

/// <summary>
/// Finds, in what a validator says about every schema it tried, the places that are wrong. Of the variants of a union only the one that the value
/// means counts: the one whose fixed values it has.
/// </summary>
internal static class SchemaFailures
{
    public static IReadOnlyList<SchemaFailure> Find(EvaluationResults results, JsonElement value) => [.. Of(results, value).Distinct()];

    private static IEnumerable<SchemaFailure> Of(EvaluationResults node, JsonElement value)
    {
        if (node.IsValid) return [];
        ILookup<string, EvaluationResults> inside = (node.Details ?? []).Where(static d => !d.IsValid).ToLookup(d => UnionOf(node, d));
        return
        [
            .. (node.Errors ?? new Dictionary<string, string>()).Where(static e => e.Key is not ("anyOf" or "oneOf"))
                .SelectMany(e => Own(node, e.Key, e.Value, value)),
            .. inside.Where(static g => g.Key.Length == 0).SelectMany(static g => g).SelectMany(d => Of(d, value)),
            .. inside.Where(static g => g.Key.Length > 0).SelectMany(g => OfUnion(node, [.. g], value)),
        ];
    }

    private static SchemaFailure[] OfUnion(EvaluationResults union, IReadOnlyList<EvaluationResults> variants, JsonElement value)
    {
        string pointer = union.InstanceLocation.ToString();

        SchemaFailure[][] failed = [.. variants.Select(v => Of(v, value).Distinct().ToArray())];
        SchemaFailure[][] typed =
            [.. failed.Where(f => !f.Any(p => p.Pointer == pointer && p.Kind is nameof(JsonDriftKind.WrongType) or nameof(JsonDriftKind.UnexpectedNull)))];
        if (typed.Length == 0) return [new SchemaFailure(pointer, KindOfType(Found(value, pointer)), $"one of {variants.Count} variants")];

        // The fixed values of the object itself come first, then that nothing is missing in it, then the fixed values inside it.
        SchemaFailure[][] meant = [.. typed.Where(v => typed.Length == 1 || !v.Any(p => IsFixed(p) && Parent(p.Pointer) == pointer))];
        meant = Narrow(meant, p => p.Kind == nameof(JsonDriftKind.MissingProperty) && Parent(p.Pointer) == pointer);
        meant = Narrow(meant, IsFixed);
        return meant.Length == 1 ? meant[0] : [new SchemaFailure(pointer, nameof(JsonDriftKind.UnknownVariant), $"one of {variants.Count} variants")];
    }

    private static SchemaFailure[][] Narrow(SchemaFailure[][] variants, Func<SchemaFailure, bool> rulesOut)
        => variants.Length > 1 && variants.Where(v => !v.Any(rulesOut)).ToArray() is { Length: > 0 } left ? left : variants;

    private static bool IsFixed(SchemaFailure failure) => failure.Kind is nameof(JsonDriftKind.WrongConstant) or DriftKinds.UnknownValue;

    private static IEnumerable<SchemaFailure> Own(EvaluationResults node, string keyword, string message, JsonElement value)
    {
        string pointer = node.InstanceLocation.ToString();
        JsonElement found = Found(value, pointer);
        return keyword switch
        {
            "type" => [new SchemaFailure(pointer, KindOfType(found), message)],
            "required" => Missing(message, found)
                .Select(name => new SchemaFailure($"{pointer}/{JsonPointer.Escape(name)}", nameof(JsonDriftKind.MissingProperty), "a required property")),
            "" => [new SchemaFailure(pointer, DriftKinds.AddedProperty, "no such property")],
            "const" => [new SchemaFailure(pointer, nameof(JsonDriftKind.WrongConstant), message)],
            "enum" => [new SchemaFailure(pointer, DriftKinds.UnknownValue, message)],
            _ => [new SchemaFailure(pointer, DriftKinds.Constraint, $"{keyword}: {message}")],
        };
    }

    // The validator names them only in its message, as a list in JSON.
    private static string[] Missing(string message, JsonElement found)
    {
        int start = message.IndexOf('[', StringComparison.Ordinal), end = message.LastIndexOf(']');
        return start >= 0 && end > start ? JsonSerializer.Deserialize<string[]>(message[start..(end + 1)])! : found.ValueKind == JsonValueKind.Undefined
            ? []
            : [message];
    }

    private static string KindOfType(JsonElement found)
        => found.ValueKind == JsonValueKind.Null ? nameof(JsonDriftKind.UnexpectedNull) : nameof(JsonDriftKind.WrongType);

    private static string Parent(string pointer) => pointer.LastIndexOf('/') is >= 0 and int end ? pointer[..end] : "";

    private static JsonElement Found(JsonElement value, string pointer) => FoundText.Find(value, pointer) ?? default;

    private static string UnionOf(EvaluationResults node, EvaluationResults detail)
    {
        string own = node.EvaluationPath.ToString(), path = detail.EvaluationPath.ToString();
        string[] below = path.StartsWith(own, StringComparison.Ordinal) ? path[own.Length..].Split('/') : [];
        return below.Length > 1 && below[1] is "anyOf" or "oneOf" ? below[1] : "";
    }
}
