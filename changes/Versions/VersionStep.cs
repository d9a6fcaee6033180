namespace OpenCodeGen.Changes.Versions;

/// <summary>Which part of a version number goes up, by Semantic Versioning.</summary>
public enum VersionStep
{
    /// <summary>None: nothing changed that callers or servers notice.</summary>
    None,

    /// <summary>The last one.</summary>
    Patch,

    /// <summary>The middle one: something is new.</summary>
    Minor,

    /// <summary>The first one: something that worked does not work any more.</summary>
    Major,
}
