using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits the choice of a variant by the JSON type of the value, and for objects by their content.</summary>
internal static class UnionDecoderEmitter
{
    public static void Emit(SourceWriter writer, UnionType type, Func<int, string> construct)
    {
        using (writer.Open("switch (reader.TokenType)"))
        {
            for (int i = 0; i < type.Cases.Count; i++)
            {
                if (type.Cases[i].Token != JsonTypes.Object)
                {
                    foreach (string token in Tokens(type.Cases[i].Token)) writer.Line($"case JsonTokenType.{token}:");
                    writer.Line($"    return {construct(i)};");
                }
            }

            if (type.Objects is not null)
            {
                writer.Line("case JsonTokenType.StartObject:");
                using (writer.Open())
                {
                    new DecisionEmitter(writer, construct).Emit(type.Objects);
                    if (!AlwaysReturns(type.Objects)) writer.Line("break;");
                }
            }
        }

        writer.Line();
    }

    private static bool AlwaysReturns(Decision? decision) => decision switch
    {
        ChosenCase chosen => chosen.RequiredProperties.Count == 0,
        ByString texts => AlwaysReturns(texts.Otherwise),
        ByBoolean boolean => AlwaysReturns(boolean.WhenTrue) && AlwaysReturns(boolean.WhenFalse) && AlwaysReturns(boolean.Otherwise),
        _ => false,
    };

    private static string[] Tokens(JsonTypes type) => type switch
    {
        JsonTypes.String => ["String"],
        JsonTypes.Number => ["Number"],
        JsonTypes.Boolean => ["True", "False"],
        _ => ["StartArray"],
    };
}
