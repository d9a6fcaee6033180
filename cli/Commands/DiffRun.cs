using System.Text;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Documents;
using OpenCode.Verification.Matrix;
using OpenCodeGen.Changes;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Exceptions;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Reports;
using OpenCodeGen.Cli.Documents;
using OpenCodeGen.Model;
using OpenCodeGen.Settings;

namespace OpenCodeGen.Cli.Commands;

/// <summary>What <c>opencodegen diff</c> does.</summary>
internal sealed record DiffRun
{
    public const string UsualSettings = "spec/opencodegen.json";

    public string? Before { get; init; }

    public string? After { get; init; }

    public FileInfo? Settings { get; init; }

    public bool WireOnly { get; init; }

    /// <summary>The level from which on the exit code is 1; null for never.</summary>
    public Level? FailOn { get; init; } = Level.Breaking;

    public FileInfo? Exceptions { get; init; }

    public ReportFormat Format { get; init; }

    public FileInfo? Output { get; init; }

    public bool All { get; init; }

    public string? CurrentVersion { get; init; }

    public bool ListsRules { get; init; }

    public DocumentFetch Fetch { get; init; } = new();

    public async Task<int> RunAsync(TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        try
        {
            if (ListsRules)
            {
                await output.WriteAsync(RuleList.Render());
                return ExitCodes.Success;
            }

            ChangeReport report = await CompareAsync(cancellationToken);
            await WriteAsync(Render(report), output, cancellationToken);
            return FailOn is { } level && report.Reaches(level) ? ExitCodes.Drift : ExitCodes.Success;
        }
        catch (Exception exception) when (exception is SettingsException or FormatException)
        {
            await errors.WriteLineAsync(Sentence(exception.Message));
            return ExitCodes.Usage;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SpecException)
        {
            await errors.WriteLineAsync(Sentence(exception.Message));
            return ExitCodes.Files;
        }
        catch (DocumentException exception)
        {
            await errors.WriteLineAsync(Sentence(exception.Message));
            return ExitCodes.CouldNotRun;
        }
    }

    /// <summary>Reads both documents and compares them.</summary>
    public async Task<ChangeReport> CompareAsync(CancellationToken cancellationToken)
    {
        ClientSettings client = ClientSettings.Read(Settings ?? (File.Exists(UsualSettings) ? new FileInfo(UsualSettings) : null));
        ExceptionList exceptions = Exceptions is null ? ExceptionList.Empty
            : ExceptionList.Parse(await File.ReadAllBytesAsync(Exceptions.FullName, cancellationToken), Exceptions.Name);
        DocumentOperand operand = new(Fetch);
        (ReadOnlyMemory<byte> before, string beforeName) = Before is null
            ? (client.Document(), client.DocumentName)
            : (await operand.ReadAsync(Before, cancellationToken), Before);
        string afterName = After ?? await ReleaseFeed.NewestAsync(cancellationToken);
        ReadOnlyMemory<byte> after = await operand.ReadAsync(afterName, cancellationToken);
        client = client.For(before.Span);
        return new ChangeRun
        {
            Clients = WireOnly ? null : client.Clients,
            Overlays = client.Overlays,
            Exceptions = exceptions,
            CurrentVersion = CurrentVersion,
            Coverage = client.IsOpenCode ? static f => PactCoverage.OfClient.Find(f.Operations, f.Member) : null,
        }.Run(before, beforeName, after, afterName);
    }

    private string Render(ChangeReport report) => Format switch
    {
        ReportFormat.Json => JsonReport.Render(report),
        ReportFormat.Markdown => MarkdownReport.Render(report),
        ReportFormat.GitHub => GitHubReport.Render(report),
        ReportFormat.Html => HtmlReport.Render(report),
        _ => TextReport.Render(report, All, Output is null && Terminal.HasColors),
    };

    private async Task WriteAsync(string text, TextWriter output, CancellationToken cancellationToken)
    {
        if (Output is null)
        {
            await output.WriteAsync(text);
            return;
        }

        Output.Directory?.Create();
        await File.WriteAllTextAsync(Output.FullName, text, new UTF8Encoding(false), cancellationToken);
    }

    private static string Sentence(string message) => message.ReplaceLineEndings(" ");
}
