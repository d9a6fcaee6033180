using System.CommandLine;
using System.Text;
using OpenCodeGen.Reading;
using OpenCodeGen.Shaping;

namespace OpenCodeGen.Cli.Commands;

/// <summary><c>opencodegen generate</c>: turns a document into the client's source files.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var spec = new Option<FileInfo>("--spec") { Description = "The OpenAPI 3 document (JSON).", Required = true };
        var output = new Option<DirectoryInfo>("--output") { Description = "The folder that receives the generated files; other *.g.cs files in it are removed.", Required = true };
        var names = new Option<FileInfo?>("--names") { Description = "The name lock; read when it exists, and extended by new names. Curated names are read from names.json beside it." };
        var check = new Option<bool>("--check") { Description = "Write nothing; exit with 1 when the folder or the name lock is not what would be written." };
        var command = new Command("generate", "Turns an OpenAPI document into the typed client.") { spec, output, names, check };
        command.SetAction(result => Run(result.GetRequiredValue(spec), result.GetRequiredValue(output), result.GetValue(names), result.GetValue(check)));
        return command;
    }

    private static int Run(FileInfo spec, DirectoryInfo output, FileInfo? names, bool check)
    {
        if (!spec.Exists)
            return Fail(ExitCodes.Files, $"There is no document at '{spec.FullName}'; pass the path of an OpenAPI file with --spec.");
        try
        {
            Generation generation = Generate(spec, names);
            var folder = new OutputFolder(output.FullName);
            OutputFolder.Differences differences = folder.Compare(generation.Files);
            string lockText = generation.Names.ToJson();
            bool lockChanged = names is not null && (!names.Exists || File.ReadAllText(names.FullName) != lockText);
            if (check)
                return Check(differences, lockChanged ? names : null);
            folder.Apply(differences);
            if (lockChanged)
                File.WriteAllText(names!.FullName, lockText, new UTF8Encoding(false));
            Console.WriteLine($"{generation.Model.Operations.Count} operations, {generation.Model.Objects.Count} models, {generation.Model.Unions.Count} unions, {generation.Model.Enums.Count} enums: "
                + $"{generation.Files.Count} files, {differences.Changed.Count} written, {differences.Orphans.Count} removed.");
            return ExitCodes.Success;
        }
        catch (SpecException e)
        {
            return Fail(ExitCodes.Spec, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCodes.Files, e.Message);
        }
    }

    private static Generation Generate(FileInfo spec, FileInfo? names)
    {
        NameLock locked = names is { Exists: true } ? NameLock.Parse(File.ReadAllBytes(names.FullName), names.Name) : NameLock.Empty();
        string? curatedPath = names is null ? null : Path.Combine(names.DirectoryName!, "names.json");
        CuratedNames curated = curatedPath is not null && File.Exists(curatedPath) ? CuratedNames.Parse(File.ReadAllBytes(curatedPath), "names.json") : CuratedNames.None;
        return Generation.Run(File.ReadAllBytes(spec.FullName), spec.Name, locked, curated);
    }

    private static int Check(OutputFolder.Differences differences, FileInfo? staleLock)
    {
        if (differences.None && staleLock is null)
            return ExitCodes.Success;
        foreach (string path in differences.Changed.Select(f => f.Path).Take(10))
            Console.Error.WriteLine($"differs: {path}");
        foreach (string path in differences.Orphans.Take(10))
            Console.Error.WriteLine($"orphan: {path}");
        if (staleLock is not null)
            Console.Error.WriteLine($"differs: {staleLock.Name}");
        return Fail(ExitCodes.Different, $"{differences.Changed.Count} generated files differ and {differences.Orphans.Count} are orphans; run generate without --check and commit the result.");
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine(message);
        return code;
    }
}
