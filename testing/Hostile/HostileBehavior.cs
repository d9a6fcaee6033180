namespace OpenCode.Testing.Hostile;

/// <summary>What a <see cref="HostileServer"/> does to each of its connections.</summary>
/// <example><code>
/// var rude = new HostileBehavior("rude", "Answers before it is asked.", connection => connection.SendAsync("HTTP/1.1 200 OK\r\n\r\n"));
/// </code></example>
public sealed class HostileBehavior
{
    private readonly Func<HostileConnection, Task> _serve;

    /// <summary>Creates a behaviour.</summary>
    /// <param name="name">Its name in tables and messages, in lower case with hyphens.</param>
    /// <param name="description">What the server does, in one sentence.</param>
    /// <param name="serve">
    /// Serves one connection. When the task ends, the connection is closed in order after what was sent; an exception of the socket, which
    /// a client that leaves causes, ends the connection too.
    /// </param>
    public HostileBehavior(string name, string description, Func<HostileConnection, Task> serve)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(serve);
        (Name, Description, _serve) = (name, description, serve);
    }

    /// <summary>Every behaviour that comes with this library, by kind: connections, headers, bodies, codings, statuses, timing, streams.</summary>
    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        .. ConnectionBehaviors.All, .. HeaderBehaviors.All, .. FramingBehaviors.All, .. BodyBehaviors.All, .. CodingBehaviors.All,
        .. StatusBehaviors.All, .. TimingBehaviors.All, .. StreamBehaviors.All, .. DurableBehaviors.All,
    ];

    /// <summary>Its name, which is unique in <see cref="All"/>.</summary>
    public string Name { get; }

    /// <summary>What the server does.</summary>
    public string Description { get; }

    /// <summary>Finds a behaviour of <see cref="All"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static HostileBehavior Find(string name)
        => All.FirstOrDefault(b => b.Name == name)
            ?? throw new ArgumentException($"There is no hostile behavior '{name}'. {nameof(HostileBehavior)}.{nameof(All)} lists them.", nameof(name));

    /// <summary>The name and the description.</summary>
    /// <returns>A text for messages.</returns>
    public override string ToString() => $"{Name}: {Description}";

    /// <summary>Makes what takes time to make, before the first client waits for it.</summary>
    internal Action? Prepare { get; init; }

    internal Task ServeAsync(HostileConnection connection) => _serve(connection);
}
