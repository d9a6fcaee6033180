using System.Text;
using OpenCode.CommandLine.Terminals;
using OpenCode.Verification.Documents;
using OpenCodeGen.Changes;
using OpenCodeGen.Changes.Accepted;
using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Reports;
using OpenCodeGen.Updating.Documents;

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

    public Task<int> RunAsync(TextWriter output, TextWriter errors, CancellationToken cancellationToken) => Failures.TellAsync(errors, async () =>
    {
        if (ListsRules)
        {
            await output.WriteAsync(RuleList.Render());
            return ExitCodes.Success;
        }

        ChangeReport report = await CompareAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        await WriteAsync(Render(report), output);
        return FailOn is { } level && report.Reaches(level) ? ExitCodes.Drift : ExitCodes.Success;
    });

    /// <summary>Reads both documents and compares them.</summary>
    public async Task<ChangeReport> CompareAsync(CancellationToken cancellationToken)
    {
        ClientSettings client = ClientSettings.Read(Settings ?? (File.Exists(UsualSettings) ? new FileInfo(UsualSettings) : null));
        AcceptedChanges exceptions = Exceptions is null ? AcceptedChanges.Empty
            : AcceptedChanges.Parse(await File.ReadAllBytesAsync(Exceptions.FullName, cancellationToken), Exceptions.Name);
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
            Coverage = client.Coverage,
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

    private async Task WriteAsync(string text, TextWriter output)
    {
        if (Output is null)
        {
            await output.WriteAsync(text);
            return;
        }

        WholeFile.Write(Output.FullName, Encoding.UTF8.GetBytes(text));
    }
}
