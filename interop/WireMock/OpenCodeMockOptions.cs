namespace OpenCode.WireMock;

/// <summary>How an <see cref="OpenCodeMock"/> behaves.</summary>
public sealed class OpenCodeMockOptions
{
    /// <summary>The port of 127.0.0.1; 0: a free one.</summary>
    public int Port
    {
        get; init
        => field = value is >= 0 and <= 65535 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A port is from 0, for a free one, to 65535.");
    }

    /// <summary>The password that every request needs, as with <c>OPENCODE_SERVER_PASSWORD</c>; null: none does.</summary>
    public string? Password { get; init; }

    /// <summary>The user name that goes with the password.</summary>
    public string UserName { get; init; } = "opencode";

    /// <summary>
    /// Whether operations without a stub respond with an example, and event streams begin with <c>server.connected</c>. Otherwise a request without
    /// a stub gets 501, and an event stream begins with the first event that is sent.
    /// </summary>
    public bool UsesDefaults { get; init; } = true;

    /// <summary>The clock behind the delays of stubs.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
