using System.CommandLine;
using OpenCode.Ctl.Bench.Reports;
using OpenCode.Ctl.Bench.Statistics;
using OpenCode.Ctl.Printing;

namespace OpenCode.Ctl.Commands.Bench;

/// <summary>How a report is printed.</summary>
internal enum ReportFormat
{
    Text,
    Json,
    Markdown,
    Html,
}

/// <summary>Prints reports.</summary>
internal sealed class ReportOutput
{
    private readonly Option<ReportFormat> _format = new("--format")
    {
        Description = "How the summary is printed: text, json, markdown or html. Default: text.",
    };

    private readonly Option<bool> _json = new("--json", "-j") { Description = "Print JSON; the same as --format json." };

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_json);
    }

    public ReportFormat Read(ParseResult result) => result.GetValue(_json) ? ReportFormat.Json : result.GetValue(_format);

    public static void Write(TextWriter output, BenchSummary summary, ReportFormat format)
    {
        if (format == ReportFormat.Json) JsonText.Write(output, JsonReport.Of(summary));
        else if (format == ReportFormat.Markdown) MarkdownReport.Write(output, summary);
        else if (format == ReportFormat.Html) output.WriteLine(HtmlReport.Of(summary));
        else TextReport.Write(output, summary);
    }

    public static void Write(TextWriter output, BenchComparison comparison, ReportFormat format)
    {
        if (format == ReportFormat.Json) JsonText.Write(output, JsonReport.Of(comparison));
        else if (format == ReportFormat.Markdown) MarkdownReport.Write(output, comparison);
        else if (format == ReportFormat.Html) output.WriteLine(HtmlReport.Of(comparison));
        else TextReport.Write(output, comparison);
    }
}
