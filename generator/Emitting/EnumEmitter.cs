using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits an open enum: a struct over a text with the known values as members.</summary>
internal static class EnumEmitter
{
    private static readonly string[] _usings = ["System", "System.Text.Json.Serialization", .. Source.RuntimeNamespaces];

    public static PlannedFile Emit(EnumType type, ClientNames names) => Source.File($"Models/{type.Name}.g.cs", names.Models, _usings, writer =>
    {
        Source.Document(writer, type.Summary, Source.Escape($"One of {string.Join(", ", type.Values.Take(6).Select(v => v.Wire.ReplaceLineEndings(" ")))}{(type.Values.Count > 6 ? " …" : "")}, or a value of a newer server."));
        writer.Line($"[JsonConverter(typeof(OpenEnumJsonConverter<{type.Name}>))]");
        using SourceWriter.Block body = writer.Open($"public readonly partial record struct {type.Name} : IOpenValue<{type.Name}>");
        writer.Line($"""
            private readonly string? _value;

            private {type.Name}(string value) => _value = value;

            """);
        foreach (EnumValue value in type.Values)
        {
            Source.Document(writer, value.Summary, $"The value <c>{Source.Escape(value.Wire.ReplaceLineEndings(" "))}</c>.");
            writer.Line($"public static {type.Name} {value.Name} => new({Source.Literal(value.Wire)});");
            writer.Line();
        }

        writer.Line($$"""
            /// <inheritdoc/>
            public string Value => _value ?? "";

            /// <summary>Makes a value from its text, known or not.</summary>
            /// <param name="value">The text on the wire.</param>
            public static implicit operator {{type.Name}}(string value) => FromValue(value);

            /// <inheritdoc/>
            public static {{type.Name}} FromValue(string value)
            {
                ArgumentNullException.ThrowIfNull(value);
                return new(value);
            }

            /// <inheritdoc/>
            public static bool TryFromKnown(ReadOnlySpan<byte> utf8, out {{type.Name}} value)
            {
            """);
        writer.Indent();
        Dictionary<string, string> names = type.Values.ToDictionary(v => v.Wire, v => v.Name, StringComparer.Ordinal);
        TextSwitch.Write(writer, "utf8", names.Keys, wire =>
        {
            writer.Line($"value = {names[wire]};");
            writer.Line("return true;");
        });
        writer.Outdent();
        writer.Line($$"""

                value = default;
                return false;
            }

            /// <summary>Whether both are the same text.</summary>
            /// <param name="other">The other value.</param>
            /// <returns>Whether they are equal, ordinally.</returns>
            public bool Equals({{type.Name}} other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

            /// <inheritdoc/>
            public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

            /// <inheritdoc/>
            public override string ToString() => Value;
            """);
    });
}
