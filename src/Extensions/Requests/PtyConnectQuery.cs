namespace OpenCode.Requests;

/// <summary>Query parameters of <c>pty.connect</c>.</summary>
public sealed class PtyConnectQuery
{
    /// <summary>From which position the server repeats its output, in UTF-16 code units; -1 for none of it. Null, the default, for all that it keeps.</summary>
    public long? Cursor { get; set; }

    /// <summary>The project directory on the server; null for the client's.</summary>
    public string? Directory { get; set; }

    /// <summary>What <c>connect-token</c> gave, good for one handshake within a minute; null, the default, to use the client's credentials alone.</summary>
    public string? Ticket { get; set; }

    /// <summary>The workspace on the server; null for the client's.</summary>
    public string? Workspace { get; set; }
}
