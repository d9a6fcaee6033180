using System.Globalization;
using System.Net;
using System.Text;
using OpenCode.Ctl.Bench.Statistics;

namespace OpenCode.Ctl.Bench.Reports;

/// <summary>Pieces of a page.</summary>
internal static class Html
{
    private const double Width = 140;

    /// <summary>A text, whatever it contains: names and outputs come from files and agents.</summary>
    public static string Text(string text)
        => WebUtility.HtmlEncode(new string([.. text.Select(static c => char.IsControl(c) && c is not '\n' ? ' ' : c)]));

    public static string Page(string title, string body)
    {
        StringBuilder page = new();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");

        // Should anything slip through the escaping, it still loads and runs nothing.
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        page.Append(CultureInfo.InvariantCulture, $"<title>{Text(title)}</title>\n<style>\n{PageStyle.Css}\n</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>");
        return page.ToString();
    }

    public static string Chip(string text, string kind) => $"<span class=\"chip {kind}\">{Text(text)}</span>";

    /// <summary>How many passed, and between what the rate may be.</summary>
    public static string Pass(PassRate rate)
    {
        if (rate.Total == 0) return $"<span class=\"value\">{Figures.None}</span>";
        (double low, double high) = rate.Interval;
        return $"<span class=\"value\">{Figures.Of(rate)}</span>{Bar("pass", rate.Rate, low, high)}"
            + $"<span class=\"range\">{Figures.Interval(rate)}</span>";
    }

    /// <summary>A median on the scale of a column, with the middle half of the values.</summary>
    public static string Range(Measure measure, Spread? spread, double most)
    {
        if (spread is null) return $"<span class=\"value\">{Figures.None}</span>";
        double scale = most > 0 ? 1 / most : 0;
        string low = Figures.Of(measure, spread.Low), high = Figures.Of(measure, spread.High);
        return $"<span class=\"value\">{Figures.Of(measure, spread.Median)}</span>{Bar("bar", spread.Median * scale, spread.Low * scale, spread.High * scale)}"
            + $"<span class=\"range\">{(low == high ? "&nbsp;" : $"{low} – {high}")}</span>";
    }

    // A bar to the value, and beneath it a line over what it may be.
    private static string Bar(string kind, double value, double low, double high)
    {
        string line = high - low < 0.005 ? "" : $"<line class=\"spread\" x1=\"{At(low)}\" x2=\"{At(high)}\" y1=\"11\" y2=\"11\"/>";
        return $"<svg viewBox=\"0 0 {Width:0} 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{Rectangle("track", 1)}{Rectangle(kind, value)}{line}</svg>";
    }

    private static string Rectangle(string kind, double part) => $"<rect class=\"{kind}\" x=\"0\" y=\"0\" width=\"{At(part)}\" height=\"7\" rx=\"2\"/>";

    private static string At(double part) => (Math.Clamp(part, 0, 1) * Width).ToString("0.#", CultureInfo.InvariantCulture);
}
