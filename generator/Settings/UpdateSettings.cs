namespace OpenCodeGen.Settings;

/// <summary>What <c>opencodegen update</c> does beside generating.</summary>
public sealed record UpdateSettings
{
    /// <summary>A file that says which release the document is from, and its hash; written anew.</summary>
    public string? Lock { get; init; }

    /// <summary>A changelog in Markdown, whose first section gets an entry.</summary>
    public string? Changelog { get; init; }

    /// <summary>Commands that must succeed with the new client, in this order, such as a build and the tests.</summary>
    public IReadOnlyList<UpdateCommand> Commands { get; init; } = [];
}

/// <summary>A command of an update, run in the root of the clone.</summary>
/// <param name="Name">What it is called while it runs, such as <c>build</c>.</param>
/// <param name="Run">The program and its arguments, in which <c>{release}</c> stands for the number of the release that the document is of.</param>
public sealed record UpdateCommand(string Name, IReadOnlyList<string> Run)
{
    /// <summary>Variables that the program gets beside those of this process; null as a value takes one away. Null for none.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }
}
