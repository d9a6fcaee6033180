using OpenCode.Verification.Conformance;
using OpenCode.Verification.Har;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Recording;

/// <summary>What a <see cref="RecordingProxy"/> does beside forwarding.</summary>
public sealed class RecordingProxyOptions
{
    /// <summary>Who is told of the traffic: a <see cref="ConformanceCheck"/>, a <see cref="HarWriter"/>, or your own.</summary>
    public IReadOnlyList<ITrafficReceiver> Receivers { get; init; } = [];

    /// <summary>
    /// Changes answers: receives the server's answer and gives the one to send on, or null for the server's own. Answers are then sent on only
    /// when they are complete; event streams are not asked about. Receivers are told what was sent on.
    /// </summary>
    public Func<RecordedExchange, MutatedResponse?>? Mutate { get; init; }

    /// <summary>Says what causes the request that has just come, for <see cref="RecordedExchange.Label"/>.</summary>
    public Func<string?>? Label { get; init; }

    /// <summary>The longest body that is recorded; longer ones are forwarded all the same. Default: 64 MB.</summary>
    public int MaxRecordedBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Says when requests come, for <see cref="RecordedExchange.StartedAt"/>. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long connecting to the server may take. Default: 15 seconds. There is no other limit.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
