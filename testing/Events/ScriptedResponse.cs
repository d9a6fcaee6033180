using Microsoft.AspNetCore.Http;

namespace OpenCode.Testing.Events;

/// <summary>What an <see cref="EventServer"/> answers to one request.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body; null: none, and no content type.</param>
/// <param name="ContentType">The content type.</param>
public sealed record ScriptedResponse(int Status, string? Body = null, string ContentType = "application/json")
{
    /// <summary>The request is received, and its connection broken without an answer.</summary>
    public static ScriptedResponse Abort { get; } = new(0) { Aborts = true };

    /// <summary>The request is received and never answered.</summary>
    public static ScriptedResponse Hang { get; } = new(0) { Hangs = true };

    /// <summary>The page that OpenCode answers to every request that it does not know.</summary>
    public static ScriptedResponse WebPage { get; } = new(200, "<!doctype html><title>OpenCode</title>", "text/html;charset=UTF-8");

    /// <summary>Headers beside the content type.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>How long the server waits before it answers.</summary>
    public TimeSpan Delay { get; init; }

    private bool Aborts { get; init; }

    private bool Hangs { get; init; }

    internal async Task WriteAsync(HttpContext context)
    {
        await Task.Delay(Delay, context.RequestAborted);
        if (Aborts)
        {
            context.Abort();
            return;
        }

        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = Status;
        foreach ((string name, string value) in Headers) context.Response.Headers[name] = value;
        if (Body is null) return;
        context.Response.ContentType = ContentType;
        await context.Response.WriteAsync(Body, context.RequestAborted);
    }
}
