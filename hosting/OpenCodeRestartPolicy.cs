namespace OpenCode.Hosting;

/// <summary>
/// Whether, how soon and how often a server that ended by itself is started again. <c>new()</c> allows five restarts in ten minutes,
/// the first after half a second, each next one after twice as long, up to half a minute.
/// </summary>
public sealed record OpenCodeRestartPolicy
{
    /// <summary>A server that ends by itself stays down.</summary>
    public static OpenCodeRestartPolicy Never { get; } = new() { MaxRestarts = 0 };

    /// <summary>How many attempts to start it again <see cref="Window"/> may hold; one more, and the server is given up. Zero: none.</summary>
    public int MaxRestarts { get; init; } = 5;

    /// <summary>How long an attempt counts. A server that keeps up for so long starts from the shortest delay again.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long to wait before the first attempt; twice as long before each next one in <see cref="Window"/>.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait at most.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (MaxRestarts < 0) throw Invalid(nameof(MaxRestarts), $"is {MaxRestarts}; give 0 for no restart, or more");
        if (Window <= TimeSpan.Zero) throw Invalid(nameof(Window), $"is {Window}; give a positive time");
        if (FirstDelay < TimeSpan.Zero) throw Invalid(nameof(FirstDelay), $"is {FirstDelay}; give zero or more");
        if (MaxDelay < FirstDelay || MaxDelay.TotalMilliseconds > int.MaxValue)
        {
            throw Invalid(nameof(MaxDelay), $"is {MaxDelay}; give at least FirstDelay ({FirstDelay}) and at most 24 days");
        }
    }

    private static ArgumentException Invalid(string property, string problem) => new($"{nameof(OpenCodeRestartPolicy)}.{property} {problem}.");
}
