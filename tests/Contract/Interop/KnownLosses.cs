namespace OpenCode.Contract.Tests.Interop;

/// <summary>What a client does not give back as it was, and why.</summary>
/// <param name="Client">The client.</param>
/// <param name="Place">The end of the place: of what a test says of it.</param>
/// <param name="Reason">Why.</param>
internal sealed record KnownLoss(string Client, string Place, string Reason)
{
    /// <summary>Whether only a live server writes it.</summary>
    public bool IsLive { get; init; }

    public bool IsOf(string loss) => loss.EndsWith(Place, StringComparison.Ordinal);
}

/// <summary>All that is known; an entry that shows no longer fails the tests.</summary>
internal static class KnownLosses
{
    private const string Null = "What can be null and what can be left out are the same there: null is not written.";

    private const string Offset = "A time is written with its offset, +00:00, where the server wrote Z: it is the same time.";

    private static readonly KnownLoss[] _all =
    [
        new("Kiota", "experimental.workspace.create request: /branch Lost", Null),
        new("Kiota", "experimental.workspace.create request: /extra Lost", Null),
        new("NSwag", "experimental.workspace.create request: /branch Lost", Null),
        new("NSwag", "experimental.workspace.create request: /extra Lost", Null),
        new("Kiota", "/timestamp Changed", Offset),
        new("NSwag", "/timestamp Changed", Offset),
        // Of a live server; the pacts have them, too, with values.
        new("Kiota", "v2.session.messages 200: /cursor/previous Lost", Null) { IsLive = true },
        new("Kiota", "v2.session.messages 200: /cursor/next Lost", Null) { IsLive = true },
        new("NSwag", "v2.session.messages 200: /cursor/previous Lost", Null) { IsLive = true },
        new("NSwag", "v2.session.messages 200: /cursor/next Lost", Null) { IsLive = true },
    ];

    public static IEnumerable<KnownLoss> Of(string client) => _all.Where(k => k.Client == client);
}
