namespace OpenCode.Contract.Tests.Live;

/// <summary>A GET operation whose answer on a fresh project is an empty list or map, so that little of its shape is proven here.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Reason">What would fill it.</param>
internal sealed record EmptyGet(string OperationId, string Reason)
{
    public static IReadOnlyList<EmptyGet> All { get; } =
    [
        new("experimental.workspace.list", "There is no workspace."),
        new("experimental.workspace.status", "There is no workspace."),
        new("file.status", "Release 1.18.33 lists nothing although files have changed; vcs.status does."),
        new("find.symbols", "No language server runs."),
        new("formatter.status", "No formatter is configured."),
        new("lsp.status", "No language server runs."),
        new("provider.auth", "No plugin offers a sign-in; the sandbox switches the default plugins off."),
        new("session.diff", "Release 1.18.33 lists nothing although the agent wrote a file."),
    ];
}
