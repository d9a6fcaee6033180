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
        string whisker = $"<line class=\"whisker\" x1=\"{At(low)}\" x2=\"{At(high)}\" y1=\"5\" y2=\"5\"/>";
        return $"<span class=\"value\">{Figures.Of(rate)}</span>{Svg($"{Rectangle("track", 0, 1, 2, 6)}{Rectangle("pass", 0, rate.Rate, 2, 6)}{whisker}")}"
            + $"<span class=\"range\">{Figures.Interval(rate)}</span>";
    }

    /// <summary>A median on the scale of a column, with the middle half of the values.</summary>
    public static string Range(Measure measure, Spread? spread, double most)
    {
        if (spread is null) return $"<span class=\"value\">{Figures.None}</span>";
        double scale = most > 0 ? 1 / most : 0;
        string low = Figures.Of(measure, spread.Low), high = Figures.Of(measure, spread.High);
        string bar = $"{Rectangle("track", 0, 1, 2, 6)}{Rectangle("half", spread.Low * scale, spread.High * scale, 2, 6)}";
        double middle = spread.Median * scale;
        return $"<span class=\"value\">{Figures.Of(measure, spread.Median)}</span>{Svg($"{bar}{Rectangle("mid", Math.Max(0, middle - 0.012), Math.Max(0.024, middle + 0.012), 0, 10)}")}"
            + $"<span class=\"range\">{(low == high ? "&nbsp;" : $"{low} – {high}")}</span>";
    }

    private static string Svg(string content) => $"<svg viewBox=\"0 0 {Width:0} 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{content}</svg>";

    private static string Rectangle(string kind, double from, double to, int top, int height)
    {
        double begin = Math.Clamp(from, 0, 1), end = Math.Clamp(to, 0, 1);
        return $"<rect class=\"{kind}\" x=\"{At(begin)}\" y=\"{top}\" width=\"{At(Math.Max(0, end - begin))}\" height=\"{height}\" rx=\"2\"/>";
    }

    private static string At(double part) => (part * Width).ToString("0.#", CultureInfo.InvariantCulture);
}
