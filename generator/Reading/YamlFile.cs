namespace OpenCodeGen.Reading;

/// <summary>Recognises documents that are published as YAML, which is the format of many and nothing that can be read here.</summary>
internal static class YamlFile
{
    /// <summary>Whether a text that is no JSON has a line that every OpenAPI document in YAML has.</summary>
    public static bool Looks(ReadOnlySpan<byte> utf8)
    {
        foreach (Range range in utf8.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = utf8[range];
            if (line.StartsWith("openapi:"u8) || line.StartsWith("swagger:"u8) || line.StartsWith("%YAML"u8) || line.StartsWith("---"u8)) return true;
        }

        return false;
    }
}
