using System.Text.Json.Nodes;
using OpenCode.Pact;
using OpenCode.Pact.Consumer;
using OpenCode.Verification.Contract.Events;
using OpenCode.Verification.Contract.Pacts;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>Finds the type of an event in the client's model, and describes it.</summary>
internal static class EventShapes
{
    private static readonly Dictionary<string, ObjectType> _objects = ModelShapes.Model.Objects.ToDictionary(static o => o.Name);

    public static JsonNode Of(EventInteraction interaction) => ResponseShape.Of(ModelShapes.Model, TypeOf(interaction), ChoicesOf(interaction))!;

    /// <summary>What the model leaves open in an event, and the event's own type.</summary>
    public static IReadOnlyDictionary<string, string> ChoicesOf(EventInteraction interaction)
    {
        (string place, UnionType union) = UnionOf(TypeOf(interaction));
        var choices = interaction.Choose.ToDictionary(c => interaction.Content + c.Key, static c => c.Value);
        choices[place] = VariantOf(union, interaction.Type);
        return choices;
    }

    private static TypeRef TypeOf(EventInteraction interaction) => ModelShapes.Model.Operations.Single(o => o.Id == interaction.Stream).ResultType!;

    private static (string Place, UnionType Union) UnionOf(TypeRef type)
    {
        string name = ((NamedRef)type).Name;
        if (_objects.TryGetValue(name, out ObjectType? wrapper))
        {
            ModelProperty payload = wrapper.Properties.Single(static p => p.WireName == "payload");
            return ("/payload", UnionOf(payload.Type).Union);
        }

        return ("", ModelShapes.Model.Unions.Single(u => u.Name == name));
    }

    private static string VariantOf(UnionType union, string type)
    {
        IEnumerable<ObjectType> variants = union.Cases.Select(static c => c.Type).OfType<NamedRef>().Select(static t => _objects[t.Name]);
        return variants.SingleOrDefault(v => TypeOf(v) == type)?.Name ?? throw new InvalidOperationException($"{union.Name} has no event '{type}'.");
    }

    private static string? TypeOf(ObjectType variant)
    {
        string? type = ConstantOf(variant, "type");
        if (type != "sync") return type;
        return variant.Properties.FirstOrDefault(static p => p.WireName == "syncEvent")?.Type is NamedRef inner
            ? $"sync:{ConstantOf(_objects[inner.Name], "type")}"
            : type;
    }

    private static string? ConstantOf(ObjectType type, string property) => type.Properties.FirstOrDefault(p => p.WireName == property)?.Constant;
}
