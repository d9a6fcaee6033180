using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Core.Json;
using OpenCode.Models;
using OpenCodeGen.Model;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>Whatever JSON has the shape of a model comes out as it went in, unknown properties and values included.</summary>
public sealed class ModelRoundTripTests
{
    private const int Samples = 12;

    // The model of the assembly under test: the pinned spec with the committed names.
    private static readonly Lazy<ClientModel> _model =
        new(() => OpenCodeGen.Generation.Run(Repository.Spec("1.18.33"), "openapi.json", Repository.CommittedLock(), Repository.Curated).Model);

    private delegate string RoundTrip(byte[] utf8, bool viaSerializer);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Every_model_writes_what_it_read(int seed, bool viaSerializer)
    {
        var random = new RandomJson(_model.Value, seed);
        var failures = new Failures();
        foreach (ObjectType type in _model.Value.Objects)
        {
            RoundTrip roundTrip = Of(type.Name);
            for (int i = 0; i < Samples; i++) failures.Check(type.Name, random.Object(type.Name), roundTrip, viaSerializer);
        }

        failures.AssertNone();
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Every_variant_of_every_union_writes_what_it_read(int seed, bool viaSerializer)
    {
        var random = new RandomJson(_model.Value, seed);
        var failures = new Failures();
        foreach (UnionType union in _model.Value.Unions)
        {
            RoundTrip roundTrip = Of(union.Name);
            for (int index = 0; index < union.Cases.Count; index++)
            {
                for (int i = 0; i < 4; i++)
                    failures.Check($"{union.Name} as {ModelQueries.Spell(union.Cases[index].Type)}", random.Variant(union, index), roundTrip, viaSerializer);
            }
        }

        failures.AssertNone();
    }

    [Fact]
    public void Every_model_survives_an_empty_object_and_every_wrong_type_without_a_null()
    {
        var failures = new List<string>();
        foreach (ObjectType type in _model.Value.Objects)
        {
            foreach (string json in new[] { "{}", "[]", "null", "1", "\"text\"", "true" })
            {
                object model = DecodeLeniently(type.Name, json);
                failures.AddRange(type.Properties
                    .Where(p => p.IsRequired && p.Type is not NullableRef)
                    .Where(p => model.GetType().GetProperty(p.Name)!.GetValue(model) is null)
                    .Select(p => $"{type.Name}.{p.Name} of {json}"));
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void Every_union_keeps_a_member_that_it_does_not_know()
    {
        const string json = """{"nobody has": [1, {"such": "a member"}], "type": "brand-new", "é": null}""";
        var failures = new Failures();
        foreach (UnionType union in _model.Value.Unions.Where(u => u.Objects is ByString { Otherwise: null }))
        {
            object value = DecodeLeniently(union.Name, json);
            if (value.GetType().Name != union.UnknownName) failures.Add($"{union.Name} became {value.GetType().Name}");
            failures.Check(union.Name, JsonNode.Parse(json), (_, _) => Write((IJsonModel)value), viaSerializer: false);
        }

        failures.AssertNone();
    }

    [Fact]
    public void A_copy_keeps_everything()
    {
        var random = new RandomJson(_model.Value, 6);
        var failures = new Failures();
        foreach (ObjectType type in _model.Value.Objects)
        {
            Type model = TypeOf(type.Name);
            ConstructorInfo copy = model.GetConstructor([model]) ?? throw new InvalidOperationException($"{type.Name} cannot be copied.");
            failures.Check(type.Name, random.Object(type.Name),
                (utf8, _) => Write((IJsonModel)copy.Invoke([DecodeLeniently(type.Name, Encoding.UTF8.GetString(utf8))])), viaSerializer: false);
        }

        failures.AssertNone();
    }

    [Fact]
    public void Every_open_enum_keeps_unknown_values_and_compares_by_text()
    {
        foreach (EnumType type in _model.Value.Enums)
        {
            MethodInfo check =
                typeof(ModelRoundTripTests).GetMethod(nameof(CheckEnum), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(TypeOf(type.Name));
            check.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [type], null);
        }
    }

    private static void CheckEnum<T>(EnumType type)
        where T : struct, IOpenValue<T>
    {
        Assert.Equal("", default(T).Value);
        Assert.Equal(T.FromValue(""), default);
        Assert.Equal("brand new", T.FromValue("brand new").Value);
        Assert.Equal(T.FromValue("brand new"), JsonSerializer.Deserialize<T>("\"brand new\""));
        Assert.Equal(T.FromValue("brand new").GetHashCode(), T.FromValue("brand new").GetHashCode());
        Assert.False(T.TryFromKnown("brand new"u8, out _));
        foreach (EnumValue value in type.Values)
        {
            Assert.True(T.TryFromKnown(Encoding.UTF8.GetBytes(value.Wire), out T known));
            Assert.Equal(value.Wire, known.Value);
            Assert.Equal(known, T.FromValue(value.Wire));
            Assert.Equal(known, typeof(T).GetProperty(value.Name)!.GetValue(null));
            Assert.Equal(value.Wire, JsonNode.Parse(JsonSerializer.Serialize(known))!.GetValue<string>());
        }
    }

    private static Type TypeOf(string name) => typeof(Session).Assembly.GetType("OpenCode.Models." + name, throwOnError: true)!;

    private static RoundTrip Of(string name)
        => typeof(ModelRoundTripTests).GetMethod(nameof(Run), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(TypeOf(name))
            .CreateDelegate<RoundTrip>();

    private static object DecodeLeniently(string name, string json)
    {
        MethodInfo decode =
            typeof(ModelRoundTripTests).GetMethod(nameof(Decode), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(TypeOf(name));
        return decode.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Encoding.UTF8.GetBytes(json), false], null)!;
    }

    private static object Decode<T>(byte[] utf8, bool strict)
        where T : class, IJsonModel<T>
        => new JsonDecoding(strict).DecodeDocument(utf8, T.Decode);

    private static string Run<T>(byte[] utf8, bool viaSerializer)
        where T : class, IJsonModel<T>
    {
        if (viaSerializer) return JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(utf8));
        string once = Write((T)Decode<T>(utf8, strict: true));
        string twice = Write((T)Decode<T>(Encoding.UTF8.GetBytes(once), strict: true));
        Assert.Equal(once, twice);
        return once;
    }

    private static string Write(IJsonModel model)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            model.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private sealed class Failures
    {
        private readonly List<string> _failures = [];

        public void Add(string failure) => _failures.Add(failure);

        public void Check(string name, JsonNode? input, RoundTrip roundTrip, bool viaSerializer)
        {
            string text = input?.ToJsonString() ?? "null";
            try
            {
                string output = roundTrip(Encoding.UTF8.GetBytes(text), viaSerializer);
                if (!JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(output)))
                    _failures.Add($"{name}:\n    in  {Short(text)}\n    out {Short(output)}");
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _failures.Add($"{name}: {e.GetType().Name}: {Short(e.Message)}\n    in  {Short(text)}");
            }
        }

        public void AssertNone()
            => Assert.True(_failures.Count == 0, $"{_failures.Count} failures:\n{string.Join('\n', _failures.OrderBy(f => f.Length).Take(12))}");

        private static string Short(string text) => text.Length <= 400 ? text : text[..400] + "…";
    }
}
