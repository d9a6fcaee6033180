using OpenCode.Server.Http;

namespace OpenCode.Server.Events;

/// <summary>An event with its id, as it is told to everybody who listens: each form is written when the first of them needs it, and shared by all.</summary>
/// <param name="id">Its id.</param>
/// <param name="happened">What happened.</param>
/// <param name="data">What it is about, on one line of JSON.</param>
internal sealed class ToldEvent(string id, ServerEvent happened, byte[] data)
{
    // What an event costs beside its data, roughly: ids, names, objects.
    private const int Overhead = 512;

    private readonly byte[]?[] _frames = new byte[3][];

    public string Id { get; } = id;

    public ServerEvent Happened { get; } = happened;

    public byte[] Data { get; } = data;

    /// <summary>Its number in the stream of its session; null when it has none.</summary>
    public long? Sequence { get; private set; }

    /// <summary>How a store keeps it; null when none does.</summary>
    public byte[]? Durable { get; private set; }

    /// <summary>Whether it says nothing, but ends the streams of its folder.</summary>
    public bool IsEnd { get; init; }

    /// <summary>How much memory it takes at most, roughly.</summary>
    public long Bytes => Overhead + ((long)Data.Length * (_frames.Length + 2));

    /// <summary>Gives it a number, before it is told.</summary>
    public void Number(long sequence) => (Sequence, Durable) = (sequence, EventText.Durable(this, sequence));

    /// <summary>Takes the number back, when it could not be kept.</summary>
    public void Unnumber() => (Sequence, Durable) = (null, null);

    /// <summary>The event as a stream sends it.</summary>
    public EventFrame Frame(EventForm form)
    {
        if (Volatile.Read(ref _frames[(int)form]) is { } written) return new EventFrame(written);
        lock (_frames)
        {
            return new EventFrame(_frames[(int)form] ??= EventText.Frame(form, this));
        }
    }
}
