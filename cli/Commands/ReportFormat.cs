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
    private static readonly string[] _names = ["text", "json", "markdown", "github", "html"];

    public static Option<ReportFormat> Option()
    {
        Option<ReportFormat> option = new("--format")
        {
            Description = "How the report is written: text, json, markdown, github (annotations of GitHub Actions) or html.",
            HelpName = string.Join('|', _names),
            CustomParser = static result =>
            {
                string text = result.Tokens[0].Value;
                if (Enum.TryParse(text, ignoreCase: true, out ReportFormat format) && Enum.IsDefined(format) && !int.TryParse(text, out _)) return format;
                result.AddError($"--format is '{text}'; there are text, json, markdown, github and html.");
                return default;
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_names);
        return option;
    }
}
