using System.Text;
using OpenCodeGen.Model;
using OpenCodeGen.Reading;
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

    /// <summary>The document cannot become a client.</summary>
    public const int SpecFailed = 102;

    private const string CuratedNamesName = "names.json";
    private const string DocsName = "docs.json";

    /// <summary>The OpenAPI document.</summary>
    public required FileInfo Spec { get; init; }

    /// <summary>The folder that receives the files.</summary>
    public required DirectoryInfo Output { get; init; }

    /// <summary>The name lock; beside it <c>names.json</c> holds the curated names, <c>docs.json</c> the documentation. Null for none of them.</summary>
    public FileInfo? Names { get; init; }

    /// <summary>The folder that receives one call per operation, for contract tests; null for none.</summary>
    public DirectoryInfo? Calls { get; init; }

    /// <summary>Whether to compare only.</summary>
    public bool Check { get; init; }

    /// <summary>Runs.</summary>
    /// <param name="messages">Receives what was done.</param>
    /// <param name="errors">Receives one sentence when something is wrong.</param>
    /// <returns>The exit code.</returns>
    public int Run(TextWriter messages, TextWriter errors)
    {
        if (!Spec.Exists)
            return Fail(errors, FilesFailed, $"There is no document at '{Spec.FullName}'; pass the path of an OpenAPI file with --spec.");
        if (File.Exists(Output.FullName))
            return Fail(errors, FilesFailed, $"'{Output.FullName}' is a file; pass a folder with --output.");
        if (Names is { Directory.Exists: false })
            return Fail(errors, FilesFailed, $"The folder of the name lock '{Names.FullName}' does not exist; create it first.");
        try
        {
            Generation generation = Generate();
            var folder = new OutputFolder(Output.FullName);
            OutputFolder.Differences differences = folder.Compare(generation.Files);
            OutputFolder? calls = Calls is null ? null : new OutputFolder(Calls.FullName);
            OutputFolder.Differences callDifferences = calls?.Compare(generation.PlanCalls()) ?? new([], []);
            foreach (string entry in generation.StaleDocs)
                errors.WriteLine($"warning: {DocsName}: '{entry}' is not in the document; correct or remove the entry.");
            string lockText = generation.Names.ToJson();
            bool lockChanged = Names is not null && (!Names.Exists || File.ReadAllText(Names.FullName) != lockText);
            if (Check)
                return Compare(errors, new([.. differences.Changed, .. callDifferences.Changed], [.. differences.Orphans, .. callDifferences.Orphans]), lockChanged ? Names : null);
            folder.Apply(differences);
            calls?.Apply(callDifferences);
            if (lockChanged)
                File.WriteAllText(Names!.FullName, lockText, new UTF8Encoding(false));
            messages.WriteLine($"{generation.Model.Operations.Count} operations, {generation.Model.Objects.Count} models, {generation.Model.Unions.Count} unions, {generation.Model.Enums.Count} enums: "
                + $"{generation.Files.Count} files, {differences.Changed.Count} written, {differences.Orphans.Count} removed.");
            return Success;
        }
        catch (SpecException e)
        {
            return Fail(errors, SpecFailed, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(errors, FilesFailed, e.Message);
        }
    }

    private Generation Generate()
    {
        NameLock locked = Names is { Exists: true } ? NameLock.Parse(File.ReadAllBytes(Names.FullName), Names.Name) : NameLock.Empty();
        CuratedNames curated = ReadBesideNames(CuratedNamesName) is { } names ? CuratedNames.Parse(names, CuratedNamesName) : CuratedNames.None;
        CuratedDocs docs = ReadBesideNames(DocsName) is { } texts ? CuratedDocs.Parse(texts, DocsName) : CuratedDocs.None;
        return Generation.Run(File.ReadAllBytes(Spec.FullName), Spec.Name, locked, curated, docs);
    }

    private byte[]? ReadBesideNames(string name)
    {
        string? path = Names is null ? null : Path.Combine(Names.DirectoryName!, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static int Compare(TextWriter errors, OutputFolder.Differences differences, FileInfo? staleLock)
    {
        if (differences.None && staleLock is null)
            return Success;
        foreach (string path in differences.Changed.Select(f => f.Path).Take(10))
            errors.WriteLine($"differs: {path}");
        foreach (string path in differences.Orphans.Take(10))
            errors.WriteLine($"orphan: {path}");
        if (staleLock is not null)
            errors.WriteLine($"differs: {staleLock.Name}");
        return Fail(errors, Different, $"{differences.Changed.Count} generated files differ and {differences.Orphans.Count} are orphans; run generate without --check and commit the result.");
    }

    private static int Fail(TextWriter errors, int code, string message)
    {
        errors.WriteLine(message);
        return code;
    }
}
