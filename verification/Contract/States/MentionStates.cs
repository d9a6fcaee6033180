using OpenCode.Models;

namespace OpenCode.Verification.Contract.States;

/// <summary>Messages of the user that no model was asked about, and what they mention.</summary>
internal static class MentionStates
{
    private static readonly FilePartSourceText _mention = new() { Value = "@hello.txt", Start = 0, End = 10 };

    public static IReadOnlyList<ProviderState> All { get; } =
    [
        With("a session with a file", File(null)),
        With("a session that mentions a file", File(new FileSource { Path = "hello.txt", Text = _mention })),
        With("a session that mentions a symbol", File(new SymbolSource
        {
            Path = "hello.txt",
            Name = "hello",
            Kind = 12,
            Range = new() { Start = new() { Line = 0, Character = 0 }, End = new() { Line = 0, Character = 5 } },
            Text = _mention,
        })),
        With("a session that mentions an agent", new AgentPartInput { Name = "general", Source = new() { Value = "@general", Start = 0, End = 8 } }),
    ];

    private static ProviderState With(string name, SessionPromptRequestPart part) => new(name, async (context, token) =>
    {
        string session = await SessionStates.CreateAsync(context, token);
        await context.Client.Session[session].Message.PostAsync(new() { NoReply = true, Parts = [part] }, cancellationToken: token);
        return new() { ["sessionID"] = session };
    })
    { IsShared = true };

    private static FilePartInput File(FilePartSource? source)
        => new() { Mime = "text/plain", Url = "data:text/plain;base64,aGVsbG8=", Filename = "hello.txt", Source = source };
}
