using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenCode.Verification.Results;

/// <summary>
/// A part of the operations, so that several jobs share the work: <c>2/4</c> is the second of four. Which part an operation is in depends on its id
/// alone. Of parts that were merged, <c>1+3/4</c> are the first and the third.
/// </summary>
public sealed class Shard : IEquatable<Shard>
{
    // More parts than operations would leave most of them empty.
    private const int MostParts = 99;

    private Shard(IReadOnlyList<int> numbers, int count) => (Numbers, Count) = (numbers, count);

    /// <summary>Which parts, ascending; the first is 1.</summary>
    public IReadOnlyList<int> Numbers { get; }

    /// <summary>How many parts there are in all.</summary>
    public int Count { get; }

    /// <summary>The parts that are not among these.</summary>
    public IReadOnlyList<int> Missing => [.. Enumerable.Range(1, Count).Except(Numbers)];

    /// <summary>Reads a text such as <c>2/4</c>, or <c>1+3/4</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is none; the message says what one is.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] halves = text.Split('/');
        int?[] numbers = [.. halves[0].Split('+').Select(Number)];
        if (halves.Length != 2 || Number(halves[1]) is not { } count || numbers.Contains(null))
            throw new FormatException($"'{Shown(text)}' is no part: write its number and how many there are, such as 2/4.");
        if (count is < 1 or > MostParts) throw new FormatException($"'{Shown(text)}' is no part: there can be 1 to {MostParts} of them, not {count}.");
        if (numbers.FirstOrDefault(n => n < 1 || n > count) is { } outside)
            throw new FormatException($"'{Shown(text)}' is no part: of {count} they are 1 to {count}, and {outside} is not among them.");
        return new Shard([.. numbers.Select(static n => n!.Value).Distinct().Order()], count);
    }

    /// <summary>Whether an operation is in one of these parts.</summary>
    /// <param name="operation">Its id.</param>
    public bool Includes(string operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        uint number = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(operation)));
        return Numbers.Contains((int)(number % (uint)Count) + 1);
    }

    /// <summary>These parts and others of as many; null when they are all there are.</summary>
    internal static Shard? Join(IReadOnlyList<Shard> shards)
    {
        int[] numbers = [.. shards.SelectMany(static s => s.Numbers).Distinct().Order()];
        return numbers.Length == shards[0].Count ? null : new Shard(numbers, shards[0].Count);
    }

    /// <inheritdoc/>
    public bool Equals(Shard? other) => other is not null && Count == other.Count && Numbers.SequenceEqual(other.Numbers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shard);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Numbers.Count, Numbers[0]);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{string.Join('+', Numbers)}/{Count}");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
