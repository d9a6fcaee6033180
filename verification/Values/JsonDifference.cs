namespace OpenCode.Verification.Values;

/// <summary>What happened to a value on its way through the client.</summary>
public enum JsonDifferenceKind
{
    /// <summary>It was there and is gone.</summary>
    Lost,

    /// <summary>It was not there and is now.</summary>
    Invented,

    /// <summary>It is another one.</summary>
    Changed,
}

/// <summary>A place where two JSON values are not the same.</summary>
/// <param name="Pointer">The JSON pointer of the place.</param>
/// <param name="Kind">How they differ there.</param>
/// <param name="Before">The first value, shortened, and hidden where it may be a secret; empty where there is none.</param>
/// <param name="After">The second value, alike.</param>
public sealed record JsonDifference(string Pointer, JsonDifferenceKind Kind, string Before, string After);
