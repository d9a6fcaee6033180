using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;

namespace OpenCode.Core.Errors;

/// <summary>How long a server asks to be left alone: its <c>Retry-After</c> header.</summary>
/// <param name="Pause">The pause from now on, never negative.</param>
/// <param name="IsDate">Whether the server named a date, which two clocks may disagree about.</param>
internal readonly record struct RetryAfter(TimeSpan Pause, bool IsDate)
{
    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789.");

    // Far beyond every limit, and far from where times overflow when they are added.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(36525);

    /// <summary>Reads the header.</summary>
    /// <param name="response">The response.</param>
    /// <param name="now">The present time.</param>
    /// <returns>The longest pause of several; null when there is none that makes sense.</returns>
    public static RetryAfter? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        // Past the header's own parser, which drops numbers that do not fit into an int.
        if (!response.Headers.NonValidated.TryGetValues("Retry-After", out HeaderStringValues values)) return null;
        RetryAfter? longest = null;
        foreach (string value in values)
        {
            // Dates have commas too.
            RetryAfter? read = Read(value.Trim(), now);
            foreach (string part in read is null ? value.Split(',', StringSplitOptions.TrimEntries) : []) read = Longer(read, Read(part, now));
            longest = Longer(longest, read);
        }

        return longest;
    }

    private static RetryAfter? Longer(RetryAfter? one, RetryAfter? other) => other is null || one?.Pause >= other.Value.Pause ? one : other;

    private static RetryAfter? Read(string value, DateTimeOffset now)
    {
        // A fraction is not in the standard, but clear enough.
        if (!value.AsSpan().ContainsAnyExcept(_digits)
            && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds))
        {
            return new RetryAfter(seconds < _longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : _longest, IsDate: false);
        }

        if (RetryConditionHeaderValue.TryParse(value, out RetryConditionHeaderValue? date) && date.Date is { } at)
            return new RetryAfter(at > now ? Shorter(at - now) : TimeSpan.Zero, IsDate: true);
        return null;
    }

    private static TimeSpan Shorter(TimeSpan pause) => pause < _longest ? pause : _longest;
}
