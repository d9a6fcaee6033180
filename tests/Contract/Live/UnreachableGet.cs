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
        new("tui.control.next", null, "Waits for a request to a terminal interface; none of the tui.* operations of 1.18.33 makes one."),
        new("v2.integration.attempt.status", HttpStatusCode.InternalServerError,
            "The one attempt that begins offline (openai, chatgpt-browser) takes the fixed port 1455."),
        .. IsOnPath("rg")
            ? []
            : new[] { new UnreachableGet("find.text", HttpStatusCode.InternalServerError, "Needs ripgrep on the PATH, or internet to download it.") },
    ];

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(
        folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));
}
