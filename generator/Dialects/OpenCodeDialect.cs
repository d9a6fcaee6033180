using System.Text.Json;
using OpenCodeGen.Model;

namespace OpenCodeGen.Dialects;

/// <summary>What OpenCode's documents mean and do not say.</summary>
internal sealed class OpenCodeDialect : Dialect
{
    /// <summary>Where an event carries what happened: in the first API, in the second one, and in what servers exchange.</summary>
    private static readonly string[][] _payloads = [["properties"], ["data"], ["syncEvent", "data"]];

    public override string Name => "opencode";

    /// <summary>The session of an event. Older releases tell it only inside of what has changed.</summary>
    public override IReadOnlyList<EventMember> EventMembers { get; } =
    [
        new EventMember(
            "SessionId",
            "The id of the session that the event belongs to; null for an event that belongs to none.",
            [
                new EventMemberPath(["sessionID"]),
                .. _payloads.Select(static p => new EventMemberPath([.. p, "sessionID"])),
                .. _payloads.Select(static p => new EventMemberPath([.. p, "info", "sessionID"])),
                .. _payloads.Select(static p => new EventMemberPath([.. p, "part", "sessionID"])),
                .. _payloads.Select(static p => new EventMemberPath([.. p, "info", "id"], Holder: "Session", Prefix: "ses")),
            ]),
    ];

    public override IReadOnlyList<string> ClientMembers { get; } = ["Sessions", "Terminals"];

    public override string LocationProperty => "location";

    public override bool HasNumbersOrFalse => true;

    /// <summary>Some releases print a migration banner before the document on their first run.</summary>
    public override ReadOnlyMemory<byte> WithoutBanner(ReadOnlyMemory<byte> utf8)
    {
        ReadOnlySpan<byte> text = utf8.Span.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] == '{' || (text[0] is (byte)'[' or (byte)'"' && IsJson(text))) return utf8;
        int start = utf8.Span.IndexOf("\n{"u8);
        return start < 0 ? utf8 : utf8[(start + 1)..];
    }

    /// <summary>Releases differ in whether they mark a WebSocket; all of them describe it as a GET of .../connect that returns a boolean.</summary>
    public override bool IsWebSocket(string method, string path, IReadOnlyList<ApiParameter> parameters, IReadOnlyList<ApiResponse> responses)
        => method == "GET"
            && path.EndsWith("/connect", StringComparison.Ordinal)
            && parameters.Any(static p => p.Place == ParameterPlace.Path)
            && responses.Any(static r => r.Status == "200" && r.Schema is { Types: JsonTypes.Boolean });

    public override string? DefaultOf(string wireName) => wireName switch
    {
        "directory" => "directory",
        "workspace" or "workspaceID" => "workspace",
        _ => null,
    };

    public override bool IsEpochMilliseconds(string holder, string wireName) => holder == "time" || wireName == "timestamp";

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
