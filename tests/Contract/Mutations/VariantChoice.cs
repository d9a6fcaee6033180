using System.Text.Json;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>Finds the variant of a union that an object is, as the generated client does.</summary>
internal static class VariantChoice
{
    /// <summary>The index of the case; null for an unknown variant.</summary>
    public static int? Find(Decision? decision, JsonElement value) => decision switch
    {
        ChosenCase chosen => chosen.RequiredProperties.All(p => value.TryGetProperty(p, out _)) ? chosen.Case : null,
        ByString texts => FindByText(texts, value),
        ByBoolean truth => Find(
            !value.TryGetProperty(truth.Property, out JsonElement found) ? truth.Otherwise
                : found.ValueKind == JsonValueKind.True ? truth.WhenTrue
                : found.ValueKind == JsonValueKind.False ? truth.WhenFalse
                : truth.Otherwise,
            value),
        ByShape shapes => FindByShape(shapes, value),
        _ => null,
    };

    /// <summary>The pointers, from the object on, of everything that a decision looks at.</summary>
    public static IEnumerable<string> Looks(Decision? decision) => decision switch
    {
        ChosenCase chosen => chosen.RequiredProperties.Select(static p => $"/{p}"),
        ByString texts =>
            [$"/{texts.Path[0]}", $"/{string.Join('/', texts.Path)}", .. texts.Values.SelectMany(static v => Looks(v.Value)), .. Looks(texts.Otherwise)],
        ByBoolean truth => [$"/{truth.Property}", .. Looks(truth.WhenTrue), .. Looks(truth.WhenFalse), .. Looks(truth.Otherwise)],
        ByShape shapes => shapes.Shapes.SelectMany(static s => s.Value.Select(static p => $"/{p.TrimStart('!')}")),
        _ => [],
    };

    private static int? FindByText(ByString texts, JsonElement value)
    {
        JsonElement place = value;
        foreach (string segment in texts.Path)
        {
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(segment, out place)) return Find(texts.Otherwise, value);
        }

        string? text = place.ValueKind == JsonValueKind.String ? place.GetString() : null;
        Decision? inner = texts.Values.FirstOrDefault(v => v.Key == text).Value;
        return Find(inner, value) ?? Find(texts.Otherwise, value);
    }

    private static int? FindByShape(ByShape shapes, JsonElement value) => shapes.Shapes
        .Where(s => s.Value.Where(static p => p[0] == '!').All(p => value.TryGetProperty(p[1..], out _)))
        .OrderByDescending(s => s.Value.Count(p => value.TryGetProperty(p.TrimStart('!'), out _)))
        .Select(static s => (int?)s.Key)
        .FirstOrDefault();
}
