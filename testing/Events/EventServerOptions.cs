namespace OpenCode.Testing.Events;

/// <summary>How an <see cref="EventServer"/> behaves.</summary>
public sealed class EventServerOptions
{
    /// <summary>The password that every request needs; null: none does.</summary>
    public string? Password { get; init; }

    /// <summary>The user name that goes with the password.</summary>
    public string UserName { get; init; } = "opencode";

    /// <summary>How many events wait for a subscriber that reads slowly before publishing waits for it.</summary>
    public int QueueLength
    {
        get; init
        => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A queue holds at least one event.");
    } = 256;
}
