namespace OpenCodeGen.Preparing;

/// <summary>Who is going to read a prepared document.</summary>
[Flags]
public enum PreparationTarget
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>A generator that reads OpenAPI 3.1 rightly, as far as the document says what it means.</summary>
    Any = 1,

    /// <summary>Kiota, in any of its languages.</summary>
    Kiota = 2,

    /// <summary>NSwag, which reads OpenAPI 3.0.</summary>
    NSwag = 4,
}

/// <summary>What readers are called on command lines.</summary>
public static class PreparationTargets
{
    private static readonly Dictionary<string, PreparationTarget> _byName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kiota"] = PreparationTarget.Kiota,
        ["nswag"] = PreparationTarget.NSwag,
        ["any"] = PreparationTarget.Any,
    };

    /// <summary>The reader of a name, in capitals or not; <see cref="PreparationTarget.None"/> where there is none.</summary>
    public static PreparationTarget Find(string name) => _byName.GetValueOrDefault(name);
}
