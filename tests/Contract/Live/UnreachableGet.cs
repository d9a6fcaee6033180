using System.Net;

namespace OpenCode.Contract.Tests.Live;

/// <summary>A GET operation that cannot succeed on a fresh project without internet.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Status">What the server answers; null when it answers nothing.</param>
/// <param name="Reason">What is missing.</param>
internal sealed record UnreachableGet(string OperationId, HttpStatusCode? Status, string Reason)
{
    public static IReadOnlyList<UnreachableGet> All { get; } =
    [
        new("tui.control.next", null, "Waits for a terminal interface to be asked something; in 1.18.33 no request does."),
        new("v2.integration.attempt.status", HttpStatusCode.InternalServerError, "An attempt begins with an OAuth provider, on the internet."),
        .. IsOnPath("rg") ? [] : new[] { new UnreachableGet("find.text", HttpStatusCode.InternalServerError, "Needs ripgrep on the PATH.") },
    ];

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(
        folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));
}
