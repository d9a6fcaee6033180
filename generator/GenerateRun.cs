using System.Text;
using OpenCodeGen.Emitting;
using OpenCodeGen.Model;
using OpenCodeGen.Settings;
using OpenCodeGen.Shaping;

namespace OpenCodeGen;

/// <summary>Generates a client from files on disk into a folder: what the build step and the command line both do.</summary>
public sealed record GenerateRun
{
    /// <summary>Everything was written, or is as it should be.</summary>
    public const int Success = 0;

    /// <summary>The files on disk are not what the generator emits.</summary>
    public const int Different = 1;

    /// <summary>A file cannot be read or written.</summary>
    public const int FilesFailed = 101;

    /// <summary>The document cannot become a client, or an overlay cannot be applied to it.</summary>
    public const int SpecFailed = 102;

    private const string CuratedNamesName = "names.json";
    private const string DocsName = "docs.json";

    /// <summary>The OpenAPI document.</summary>
    public required FileInfo Spec { get; init; }

    /// <summary>Overlays of the document, applied in this order.</summary>
    public IReadOnlyList<FileInfo> Overlays { get; init; } = [];

    /// <summary>The folder that receives the files.</summary>
    public required DirectoryInfo Output { get; init; }

    /// <summary>The name lock; null for none.</summary>
    public FileInfo? Names { get; init; }

    /// <summary>The curated names; null for <c>names.json</c> beside the name lock, where it exists.</summary>
    public FileInfo? CuratedNames { get; init; }

    /// <summary>The curated documentation; null for <c>docs.json</c> beside the name lock, where it exists.</summary>
    public FileInfo? Docs { get; init; }

    /// <summary>The folder that receives one call per operation, for contract tests; null for none.</summary>
    public DirectoryInfo? Calls { get; init; }

    /// <summary>The folder that receives what a server of the API implements; null for none.</summary>
    public DirectoryInfo? Server { get; init; }

    /// <summary>What the client is called and how its document is meant.</summary>
    public GeneratorSettings Settings { get; init; } = GeneratorSettings.OpenCode;

    /// <summary>Whether to compare only.</summary>
    public bool Check { get; init; }

    /// <summary>What a settings file asks for.</summary>
    /// <param name="file">The settings.</param>
    /// <param name="check">Whether to compare only.</param>
    /// <exception cref="SettingsException">Something is missing or unknown.</exception>
    public static GenerateRun From(SettingsFile file, bool check)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new()
        {
            Spec = new FileInfo(file.Spec ?? throw new SettingsException("no document is given; name one with --spec.")),
            Overlays = [.. (file.Overlays ?? []).Select(static o => new FileInfo(o))],
            Output = new DirectoryInfo(file.Output ?? throw new SettingsException("no folder is given for the generated files; name one with --output.")),
            Names = FileOf(file.Names),
            CuratedNames = FileOf(file.CuratedNames),
            Docs = FileOf(file.Docs),
            Calls = file.Calls is null ? null : new DirectoryInfo(file.Calls),
            Server = file.Server is null ? null : new DirectoryInfo(file.Server),
            Settings = file.ToSettings(),
            Check = check,
        };
    }

    /// <summary>The files that it reads: the document, the overlays, and of names and documentation those that there are.</summary>
    public IReadOnlyList<FileInfo> Inputs
        => [Spec, .. Overlays, .. new[] { Names is { Exists: true } ? Names : null, CuratedNamesFile, DocsFile }.OfType<FileInfo>()];

    /// <summary>Runs.</summary>
    /// <param name="messages">Receives what was done.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="cancellationToken">Stops the run before the first file is written; once it writes, it ends what it began.</param>
    /// <returns>The exit code.</returns>
    public int Run(TextWriter messages, ProblemWriter problems, CancellationToken cancellationToken = default)
    {
        if (MissingFile() is { } missing) return problems.Fail(FilesFailed, missing);
        return new SpecSource(Spec, Overlays, Settings.Dialect).Try(problems, document => Run(document, messages, problems, cancellationToken));
    }

    private int Run(ReadOnlyMemory<byte> document, TextWriter messages, ProblemWriter problems, CancellationToken cancellationToken)
    {
        Generation generation = Generate(document);
        List<(OutputFolder Folder, OutputFolder.Differences Differences)> folders = [Compare(Output, generation.Files)];
        if (Calls is not null) folders.Add(Compare(Calls, generation.PlanCalls()));
        if (Server is not null) folders.Add(Compare(Server, generation.PlanServer()));
        OutputFolder.Differences differences = folders[0].Differences;
        foreach (string entry in generation.StaleDocs) problems.Warn(DocsFile, $"'{entry}' is not in the document; correct or remove the entry.");
        string lockText = generation.Names.ToJson();
        bool lockChanged = Names is not null && (!Names.Exists || File.ReadAllText(Names.FullName) != lockText);
        if (Check)
        {
            OutputFolder.Differences all = new(
                [.. folders.SelectMany(static f => f.Differences.Changed)], [.. folders.SelectMany(static f => f.Differences.Orphans)]);
            return Compare(problems, all, lockChanged ? Names : null);
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach ((OutputFolder folder, OutputFolder.Differences changed) in folders) folder.Apply(changed);
        if (lockChanged) WholeFile.Write(Names!.FullName, Encoding.UTF8.GetBytes(lockText));
        ClientModel model = generation.Model;
        messages.WriteLine($"{model.Operations.Count} operations, {model.Objects.Count} models, {model.Unions.Count} unions, {model.Enums.Count} enums: "
            + $"{generation.Files.Count} files, {differences.Changed.Count} written, {differences.Orphans.Count} removed.");
        return Success;
    }

    private static (OutputFolder Folder, OutputFolder.Differences Differences) Compare(DirectoryInfo directory, IReadOnlyList<PlannedFile> files)
    {
        var folder = new OutputFolder(directory.FullName);
        return (folder, folder.Compare(files));
    }

    private FileInfo? CuratedNamesFile => CuratedNames ?? BesideNames(CuratedNamesName);

    private FileInfo? DocsFile => Docs ?? BesideNames(DocsName);

    private static FileInfo? FileOf(string? path) => path is null ? null : new FileInfo(path);

    private string? MissingFile()
    {
        if (new SpecSource(Spec, Overlays, Settings.Dialect).MissingFile() is { } missing) return missing;
        if (File.Exists(Output.FullName)) return $"'{Output.FullName}' is a file; pass a folder with --output.";
        if (Names is { Directory.Exists: false }) return $"The folder of the name lock '{Names.FullName}' does not exist; create it first.";
        if (Names is not null && Directory.Exists(Names.FullName)) return $"'{Names.FullName}' is a folder; give the file of the name lock with --names.";
        if (CuratedNames is { Exists: false }) return $"There are no curated names at '{CuratedNames.FullName}'; correct the path, or leave it out.";
        return Docs is { Exists: false } ? $"There is no curated documentation at '{Docs.FullName}'; correct the path, or leave it out." : null;
    }

    private Generation Generate(ReadOnlyMemory<byte> document)
    {
        NameLock locked = Names is { Exists: true } ? NameLock.Parse(File.ReadAllBytes(Names.FullName), Names.Name) : NameLock.Empty();
        CuratedNames curated = CuratedNamesFile is { } names
            ? Shaping.CuratedNames.Parse(File.ReadAllBytes(names.FullName), names.Name)
            : Shaping.CuratedNames.None;
        CuratedDocs docs = DocsFile is { } texts ? CuratedDocs.Parse(File.ReadAllBytes(texts.FullName), texts.Name) : CuratedDocs.None;
        return Generation.Run(document, Spec.Name, locked, curated, docs, Settings);
    }

    private FileInfo? BesideNames(string name)
    {
        string? path = Names is null ? null : Path.Combine(Names.DirectoryName!, name);
        return File.Exists(path) ? new FileInfo(path) : null;
    }

    private static int Compare(ProblemWriter problems, OutputFolder.Differences differences, FileInfo? staleLock)
    {
        if (differences.None && staleLock is null) return Success;
        foreach (string path in differences.Changed.Select(f => f.Path).Take(10)) problems.Tell($"differs: {path}");
        foreach (string path in differences.Orphans.Take(10)) problems.Tell($"orphan: {path}");
        if (staleLock is not null) problems.Tell($"differs: {staleLock.Name}");
        return problems.Fail(Different, $"{differences.Changed.Count} generated files differ and {differences.Orphans.Count} are orphans; run generate without --check and commit the result.");
    }
}
