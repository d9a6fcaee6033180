using OpenCode.Fuzz.Areas;

namespace OpenCode.Fuzz;

/// <summary>A part of the project that is given inputs which nobody would think of.</summary>
public abstract class FuzzArea
{
    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>How many iterations take three to ten seconds on one core.</summary>
    public abstract int ShortRun { get; }

    /// <summary>All areas.</summary>
    /// <returns>New ones.</returns>
    public static IReadOnlyList<FuzzArea> CreateAll()
    {
        var corpus = new Lazy<Corpus>(() => new Corpus());
        return [new TagScanArea(corpus), new DecoderArea(corpus), new KeepingArea(corpus), new FramingArea(corpus), new HarArea(corpus)];
    }

    /// <summary>Makes an input; the same random numbers make the same one.</summary>
    /// <param name="random">The random numbers of the iteration.</param>
    /// <returns>The bytes that are tried.</returns>
    public abstract byte[] CreateInput(Random random);

    /// <summary>Tries an input.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="random">The random numbers of the iteration, for what belongs to the trial and not to the input.</param>
    /// <exception cref="FuzzException">What happened is not what should.</exception>
    public abstract void Try(byte[] input, Random random);
}
