using System.Text.Json.Nodes;
using OpenCodeGen.JsonPaths;

namespace OpenCodeGen.Overlays;

/// <summary>Carries an action out.</summary>
internal static class OverlayMerge
{
    public static OverlayOutcome Apply(OverlayAction action, JsonNode document)
    {
        IReadOnlyList<JsonPathNode> targets = action.Target.Select(document);
        if (action.IsRemoval) return new OverlayOutcome(action, targets.Count, Remove(targets));
        JsonNode? update = action.Copy is null ? action.Update : Copied(action.Copy, document);
        List<string> changed = [];
        foreach (JsonPathNode target in targets)
        {
            if (Merge(target, update)) changed.Add(target.Pointer);
        }

        return new OverlayOutcome(action, targets.Count, changed);
    }

    private static JsonNode? Copied(JsonPath path, JsonNode document) => path.Select(document) switch
    {
        [{ } only] => only.Value?.DeepClone(),
        var selected => throw new OverlayException($"'copy' selects {selected.Count} places instead of one."),
    };

    private static List<string> Remove(IReadOnlyList<JsonPathNode> targets)
    {
        List<string> removed = [.. targets.Select(static t => t.Pointer)];

        // From the end of each array on, so that the numbers of what is still to be removed stay right.
        foreach (JsonPathNode target in targets.OrderByDescending(static t => t.Index))
        {
            switch (target.Container)
            {
                case JsonObject container:
                    container.Remove(target.Name!);
                    break;
                case JsonArray container:
                    container.RemoveAt(target.Index);
                    break;
                default:
                    throw new OverlayException("the whole document cannot be removed.");
            }
        }

        return removed;
    }

    private static bool Merge(JsonPathNode target, JsonNode? update)
    {
        switch (target.Value)
        {
            case JsonObject json:
                return update is JsonObject properties ? Merge(json, properties) : throw Unfit(target, "an object", "an object");
            case JsonArray json:
                // An array is a list of entries for a list; a single entry is one more.
                foreach (JsonNode? entry in update is JsonArray entries ? entries.ToArray() : [update]) json.Add(entry?.DeepClone());
                return update is not JsonArray { Count: 0 };
            default:
                if (update is JsonObject or JsonArray) throw Unfit(target, "a single value", "a single value");
                if (JsonNode.DeepEquals(target.Value, update)) return false;
                if (target.Container is JsonObject container) container[target.Name!] = update?.DeepClone();
                else ((JsonArray)target.Container!)[target.Index] = update?.DeepClone();
                return true;
        }
    }

    private static bool Merge(JsonObject target, JsonObject update)
    {
        bool isChanged = false;
        foreach ((string name, JsonNode? value) in update)
        {
            bool isThere = target.TryGetPropertyValue(name, out JsonNode? present);
            if (present is JsonObject inner && value is JsonObject properties)
            {
                isChanged |= Merge(inner, properties);
            }
            else if (present is JsonArray list && value is JsonArray entries)
            {
                foreach (JsonNode? entry in entries) list.Add(entry?.DeepClone());
                isChanged |= entries.Count > 0;
            }
            else if (isThere && (present is JsonObject or JsonArray || (present is not null && value is JsonObject or JsonArray)))
            {
                throw new OverlayException($"'{name}' is something else than what is merged into it; remove it in an action before.");
            }
            else if (!isThere || !JsonNode.DeepEquals(present, value))
            {
                target[name] = value?.DeepClone();
                isChanged = true;
            }
        }

        return isChanged;
    }

    private static OverlayException Unfit(JsonPathNode target, string what, string wanted)
        => new($"{target.Pointer} is {what}, and what is merged into it is not; make 'update' {wanted}, or remove it in an action before.");
}
