using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Verification.Documents;
using OpenCodeGen.Changes;
using OpenCodeGen.Changes.Reports;
using OpenCodeGen.Settings;
using OpenCodeGen.Updating.Documents;
using OpenCodeGen.Updating.Staging;
using OpenCodeGen.Updating.Steps;
using OpenCodeGen.Updating.Texts;

namespace OpenCodeGen.Updating;

/// <summary>Brings a client to another document: fetched, compared, generated and tried beside the clone, which gets all of it or nothing.</summary>
public sealed class UpdateRun
{
    private readonly FileInfo _settings;
    private readonly string _source;
    private readonly Func<CancellationToken, Task<ReleaseDocument>> _fetch;

    /// <param name="settings">How the client is generated.</param>
    /// <param name="source">
    /// What the new document is called: a release, a package or a server. A run that was interrupted goes on with the same one only.
    /// </param>
    /// <param name="fetch">Gets it.</param>
    public UpdateRun(FileInfo settings, string source, Func<CancellationToken, Task<ReleaseDocument>> fetch)
        => (_settings, _source, _fetch) = (settings, source, fetch);

    /// <summary>Is told of every step, when it begins and when it ends.</summary>
    public Action<UpdateProgress>? Progress { get; init; }

    /// <summary>The version of the client now; null when it is not known.</summary>
    public string? CurrentVersion { get; init; }

    /// <summary>Compares what would be fetched with what is there, and changes nothing.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What differs.</returns>
    /// <exception cref="DocumentException">The document cannot be had.</exception>
    public async Task<UpdateCheck> CheckAsync(CancellationToken cancellationToken)
    {
        var client = ClientSettings.Read(_settings);
        ReadOnlyMemory<byte> before = client.Document();
        ReadOnlyMemory<byte> after = (await _fetch(cancellationToken)).Utf8;
        ChangeReport report = Compare(client, before, after);

        // The report has nothing of words; a client has them as its documentation.
        bool isSame = before.Span.SequenceEqual(after.Span) || JsonNode.DeepEquals(JsonNode.Parse(before.Span), JsonNode.Parse(after.Span));
        return new UpdateCheck(report, isSame);
    }

    /// <summary>Updates.</summary>
    /// <param name="cancellationToken">Ends it; the clone stays as it is, and the next run goes on.</param>
    /// <returns>What changed.</returns>
    /// <exception cref="UpdateException">A step failed, or the clone has changes that are not committed.</exception>
    /// <exception cref="DocumentException">The document cannot be had.</exception>
    public async Task<UpdateResult> RunAsync(CancellationToken cancellationToken)
    {
        SettingsFile file = SettingsFile.Read(_settings);
        string spec = file.Spec ?? throw new SettingsException("no document is given; name one in 'spec'.");
        StagedClone stage = await StagedClone.FindAsync(_settings.FullName, cancellationToken);
        string?[] written = [file.Output, file.Names, file.Calls, file.Update?.Lock, file.Update?.Changelog];
        IEnumerable<string> read = GenerateRun.From(file, check: false).Inputs.Select(static f => f.FullName);
        await stage.RequireUnchangedAsync([_settings.FullName, .. read, .. written.OfType<string>()], cancellationToken);
        string stateFile = Path.Combine(stage.Folder, "state.json");
        UpdateState? known = UpdateState.Read(stateFile);
        UpdateState state = known is not null && known.Commit == stage.Commit && known.Source == _source
            ? known : new UpdateState { Commit = stage.Commit, Source = _source };
        IReadOnlyList<UpdateCommand> commands = file.Update?.Commands ?? [];
        int count = 3 + commands.Count;
        int number = 0;
        if (state.Done.Count == 0) await stage.BeginAsync(cancellationToken);

        await StepAsync("fetch", async () =>
        {
            ReleaseDocument fetched = await _fetch(cancellationToken);
            DocumentFiles.Write(fetched, new FileInfo(stage.InTree(spec)), file.Update?.Lock is { } lockFile ? new FileInfo(stage.InTree(lockFile)) : null);
            state = state with { Release = fetched.Version };
            return $"{fetched.OperationCount} operations of {fetched.Version ?? fetched.Source}";
        });
        ChangeReport report = Compare(ClientSettings.Read(_settings), await File.ReadAllBytesAsync(spec, cancellationToken),
            await File.ReadAllBytesAsync(stage.InTree(spec), cancellationToken));
        await StepAsync("generate", () => Task.FromResult(Generate(stage)));
        foreach ((int index, UpdateCommand command) in commands.Index())
        {
            await StepAsync(command.Name, async () =>
            {
                await CommandStep.RunAsync(command, state.Release, stage.Tree, Path.Combine(stage.Folder, $"command-{index + 1}.log"), cancellationToken);
                return "succeeded";
            });
        }

        IReadOnlyList<string> changed = [];
        await StepAsync("land", async () =>
        {
            if (file.Update?.Changelog is { } changelog && report.Wire.Count + (report.Callers?.Count ?? 0) > 0)
            {
                string path = stage.InTree(changelog);
                await File.WriteAllTextAsync(path,
                    ChangelogText.Insert(await File.ReadAllTextAsync(path, cancellationToken), ChangelogText.Entry(report, _source)), cancellationToken);
            }

            changed = await stage.ChangedAsync(cancellationToken);
            await stage.LandAsync(cancellationToken);
            return $"{changed.Count.ToString(CultureInfo.InvariantCulture)} files changed";
        });
        return new UpdateResult(report, changed, MarkdownReport.Render(report));

        async Task StepAsync(string name, Func<Task<string>> run)
        {
            // By number as well: two commands may have one name, or that of a step.
            string key = $"{++number} {name}";
            if (state.Done.Contains(key, StringComparer.Ordinal))
            {
                Progress?.Invoke(new UpdateProgress(number, count, name, "done before"));
                return;
            }

            Progress?.Invoke(new UpdateProgress(number, count, name));
            string outcome = await run();
            state = state with { Done = [.. state.Done, key] };
            if (Directory.Exists(stage.Folder)) state.Write(stateFile);
            Progress?.Invoke(new UpdateProgress(number, count, name, outcome));
        }
    }

    private string Generate(StagedClone stage)
    {
        using StringWriter said = new() { NewLine = " " };
        using StringWriter problems = new() { NewLine = " " };
        SettingsFile staged = SettingsFile.Read(new FileInfo(stage.InTree(_settings.FullName)));
        int code = GenerateRun.From(staged, check: false).Run(said, new ProblemWriter(problems));
        return code == GenerateRun.Success ? said.ToString().Trim() : throw new UpdateException($"The step 'generate' failed: {problems.ToString().Trim()}");
    }

    private ChangeReport Compare(ClientSettings client, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after) => new ChangeRun
    {
        Clients = client.Clients,
        Overlays = client.Overlays,
        CurrentVersion = CurrentVersion,
        Coverage = client.Coverage,
    }.Run(before, client.DocumentName, after, _source);
}

/// <summary>What an update would do.</summary>
/// <param name="Report">What changes in the document and for callers.</param>
/// <param name="IsCurrent">Whether the client is that of the document already, its words included.</param>
public sealed record UpdateCheck(ChangeReport Report, bool IsCurrent);

/// <summary>What an update did.</summary>
/// <param name="Report">What changed in the document and for callers.</param>
/// <param name="ChangedFiles">The files of the clone that changed, relative to its root.</param>
/// <param name="PullRequest">The text of a pull request, in Markdown.</param>
public sealed record UpdateResult(ChangeReport Report, IReadOnlyList<string> ChangedFiles, string PullRequest);
