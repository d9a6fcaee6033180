using OpenCodeGen.Dialects;
using OpenCodeGen.Model;
using OpenCodeGen.Shaping;

namespace OpenCodeGen.Settings;

/// <summary>What a client is called and how its document is meant: everything that is decided for a client and not read from the document.</summary>
public sealed record GeneratorSettings
{
    /// <summary>The settings of this project's own client.</summary>
    public static GeneratorSettings OpenCode { get; } =
        new() { Namespace = "OpenCode", ClientName = "OpenCodeClient", Dialect = Dialect.OpenCode, HasOwnClient = true };

    /// <summary>The namespace of the client; models and request builders stand in <c>.Models</c> and <c>.Requests</c> below it. <c>Api</c> by
    /// default.</summary>
    public string Namespace { get; init; } = "Api";

    /// <summary>The class of the client; null for the last part of <see cref="Namespace"/> followed by <c>Client</c>, such as <c>PetsClient</c>.</summary>
    public string? ClientName { get; init; }

    /// <summary>What the API means beyond its document.</summary>
    public Dialect Dialect { get; init; } = Dialect.Standard;

    /// <summary>
    /// Whether the class of the client is written by hand, deriving from the generated <c>RootRequestBuilder</c>. By default it is generated,
    /// as a partial class.
    /// </summary>
    public bool HasOwnClient { get; init; }

    /// <summary>The names that everything generated stands under.</summary>
    /// <exception cref="SettingsException">A name is not valid in C#, or would hide a type that generated code needs.</exception>
    internal ClientNames Names()
    {
        string[] parts = Namespace.Split('.');
        foreach (string part in parts) CheckIdentifier(part, $"the namespace '{Namespace}'");

        // A class with the name of its own namespace could not be named beside it.
        string last = parts[^1];
        string client = ClientName ?? (last.EndsWith("Client", StringComparison.Ordinal) ? last[..^"Client".Length] + "ApiClient" : last + "Client");
        CheckIdentifier(client, $"the client's name '{client}'");
        if (client is "OperationCatalog" or "RootRequestBuilder" || ReservedTypeNames.All.Contains(client) || parts.Contains(client))
            throw new SettingsException($"the client cannot be called '{client}', like a class that generated code needs or a part of its namespace; give it another name.");
        return new ClientNames(Namespace, client);
    }

    private static void CheckIdentifier(string text, string what)
    {
        if (!CSharpNames.IsIdentifier(text))
            throw new SettingsException($"{what} is not valid in C#: {(text.Length == 0 ? "a part is empty" : $"'{text}' is no identifier, or a keyword")}.");
    }
}
