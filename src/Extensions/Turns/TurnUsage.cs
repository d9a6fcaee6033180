using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>What work cost.</summary>
/// <param name="InputTokens">Tokens that the model read and that no cache held.</param>
/// <param name="OutputTokens">Tokens that it wrote.</param>
/// <param name="ReasoningTokens">Tokens that it thought with.</param>
/// <param name="CacheReadTokens">Tokens that came from the provider's cache.</param>
/// <param name="CacheWriteTokens">Tokens that were put into it.</param>
/// <param name="Cost">Money, in US dollars, after the server's price list; 0 for a model without a price.</param>
public readonly record struct TurnUsage(
    long InputTokens, long OutputTokens, long ReasoningTokens, long CacheReadTokens, long CacheWriteTokens, decimal Cost)
{
    /// <summary>All tokens together.</summary>
    public long TotalTokens => InputTokens + OutputTokens + ReasoningTokens + CacheReadTokens + CacheWriteTokens;

    /// <summary>The sum of two amounts.</summary>
    public static TurnUsage operator +(TurnUsage left, TurnUsage right) => Add(left, right);

    /// <summary>The sum of two amounts.</summary>
    public static TurnUsage Add(TurnUsage left, TurnUsage right) => new(
        left.InputTokens + right.InputTokens,
        left.OutputTokens + right.OutputTokens,
        left.ReasoningTokens + right.ReasoningTokens,
        left.CacheReadTokens + right.CacheReadTokens,
        left.CacheWriteTokens + right.CacheWriteTokens,
        left.Cost + right.Cost);

    internal static TurnUsage Of(MessageTokens tokens, double cost) => new(
        Whole(tokens.Input), Whole(tokens.Output), Whole(tokens.Reasoning), Whole(tokens.Cache?.Read ?? 0), Whole(tokens.Cache?.Write ?? 0), Money(cost));

    // The API has numbers with fractions, which can be anything.
    private static long Whole(double value) => double.IsFinite(value) ? (long)Math.Clamp(value, 0, long.MaxValue / 16) : 0;

    private static decimal Money(double value) => double.IsFinite(value) && Math.Abs(value) < 1e12 ? (decimal)value : 0;
}
