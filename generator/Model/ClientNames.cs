namespace OpenCodeGen.Model;

/// <summary>The names that everything generated stands under.</summary>
/// <param name="Namespace">The namespace of the client and the catalog of operations.</param>
/// <param name="Client">The class of the client.</param>
public sealed record ClientNames(string Namespace, string Client)
{
    public string Models { get; } = Namespace + ".Models";

    public string Requests { get; } = Namespace + ".Requests";

    public string Calls { get; } = Namespace + ".Calls";

    public string Server { get; } = Namespace + ".Server";

    public string ServerOperations { get; } = Namespace + ".Server.Operations";
}
