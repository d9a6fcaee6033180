using System.CommandLine;
using System.Text;
using OpenCode.Ctl.Bench.Reports;
using OpenCode.Ctl.Bench.Results;
using OpenCode.Ctl.Bench.Statistics;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Store;

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
internal static class ReportOutput
{
    public static Option<ReportFormat> FormatOption() => new("--format") { Description = "How the summary is printed: text, json, markdown or html. Default: text." };

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

    public static void WritePage(OutputFolder folder, BenchSummary summary)
        => WholeFile.Write(folder.ReportFile, Encoding.UTF8.GetBytes(HtmlReport.Of(summary)));
}
