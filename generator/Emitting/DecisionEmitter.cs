using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits how an object's variant is found; statements return when they found one.</summary>
internal sealed class DecisionEmitter(SourceWriter writer, Func<int, string> construct)
{
    private int _locals;

    public void Emit(Decision? decision)
    {
        switch (decision)
        {
            case ChosenCase { RequiredProperties: [] } chosen:
                writer.Line($"return {construct(chosen.Case)};");
                break;
            case ChosenCase chosen:
                string all = string.Join(" && ", chosen.RequiredProperties.Select(p => $"JsonDecoding.HasProperty(reader, {Source.Utf8(p)})"));
                writer.Line($"if ({all})");
                writer.Line($"    return {construct(chosen.Case)};");
                break;
            case ByString texts:
                ByStrings(texts);
                break;
            case ByBoolean boolean:
                ByBooleans(boolean);
                break;
            case ByShape shapes:
                ByShapes(shapes);
                break;
        }
    }

    private void ByStrings(ByString decision)
    {
        string tag = $"tag{_locals++}";
        writer.Line($"ReadOnlySpan<byte> {tag} = decoding.PeekText(reader, {string.Join(", ", decision.Path.Select(Source.Utf8))});");
        Dictionary<string, Decision> values = decision.Values.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
        TextSwitch.Write(writer, tag, values.Keys, value => Emit(values[value]));
        if (decision.Otherwise is not null) Emit(decision.Otherwise);
    }

    private void ByBooleans(ByBoolean decision)
    {
        using (writer.Open($"switch (JsonDecoding.PeekBoolean(reader, {Source.Utf8(decision.Property)}))"))
        {
            Case("case true:", decision.WhenTrue);
            Case("case false:", decision.WhenFalse);
            Case("default:", decision.Otherwise);
        }

        void Case(string label, Decision? inner)
        {
            writer.Line(label);
            writer.Indent();
            Emit(inner);
            if (inner is not ChosenCase { RequiredProperties: [] }) writer.Line("break;");
            writer.Outdent();
        }
    }

    private void ByShapes(ByShape decision)
    {
        using SourceWriter.Block block = writer.Open($"switch (JsonDecoding.BestShape(reader, {string.Join(", ", decision.Shapes.Select(s => Source.Literal(string.Join('\n', s.Value))))}))");
        for (int i = 0; i < decision.Shapes.Count; i++)
        {
            writer.Line($"case {i}:");
            writer.Line($"    return {construct(decision.Shapes[i].Key)};");
        }
    }
}
