using System.Globalization;

namespace OpenCode.Ctl.Bench.Plans;

/// <summary>Texts of the file that differ from server to server.</summary>
internal static class ServerText
{
    private const string Number = "{server}";

    /// <summary>A text for one of the servers.</summary>
    /// <param name="text">It may have <c>{server}</c>.</param>
    /// <param name="number">The server, from 1 on.</param>
    public static string For(string text, int number) => text.Replace(Number, number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
