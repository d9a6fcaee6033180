namespace OpenCode.Verification.Contract.Interactions;

/// <summary>Short ways to write choices and path parameters.</summary>
internal static class Choose
{
    /// <summary>Choices as place, answer, place, answer …</summary>
    public static Dictionary<string, string> At(params string[] pairs) =>
        pairs.Chunk(2).ToDictionary(static p => p[0], static p => p[1]);

    public static Dictionary<string, string> Path(string name, string value) => new() { [name] = value };

    public static Dictionary<string, string> Provider(string id) => Path("providerID", id);
}
