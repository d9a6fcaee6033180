using System.CommandLine;

namespace OpenCodeGen.Cli.Commands;

/// <summary>How a report is written.</summary>
internal enum ReportFormat
{
    Text,
    Json,
    Markdown,
    GitHub,
    Html,
}

/// <summary>The option that says so.</summary>
internal static class ReportFormats
{
    public static Option<ReportFormat> Option() => new("--format")
    {
        Description = "How the report is written: text, json, markdown, github (annotations of GitHub Actions) or html.",
        CustomParser = static result =>
        {
            string text = result.Tokens[0].Value;
            if (Enum.TryParse(text, ignoreCase: true, out ReportFormat format) && Enum.IsDefined(format) && !int.TryParse(text, out _)) return format;
            result.AddError($"--format is '{text}'; there are text, json, markdown, github and html.");
            return default;
        },
    };
}
