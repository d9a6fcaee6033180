using OpenCodeGen.Dialects;
using OpenCodeGen.Model;
using OpenCodeGen.Overlays;
using OpenCodeGen.Reading;

namespace OpenCodeGen;

/// <summary>A document and its overlays, as files.</summary>
internal sealed class SpecSource(FileInfo spec, IReadOnlyList<FileInfo> overlays, Dialect dialect)
{
    /// <summary>What to say of a file that is not there; null when all are.</summary>
    public string? MissingFile()
    {
        if (Directory.Exists(spec.FullName)) return $"'{spec.FullName}' is a folder; pass the path of an OpenAPI file with --spec.";
        if (!spec.Exists) return $"There is no document at '{spec.FullName}'; pass the path of an OpenAPI file with --spec.";
        return overlays.FirstOrDefault(static o => !o.Exists) is { } overlay
            ? $"There is no overlay at '{overlay.FullName}'; correct the path, or leave it out."
            : null;
    }

    /// <summary>Does something with the document, and says what was wrong with it.</summary>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="run">Is given the JSON of the document with the changes of the overlays; returns the exit code.</param>
    /// <returns>The exit code.</returns>
    public int Try(ProblemWriter problems, Func<ReadOnlyMemory<byte>, int> run)
    {
        try
        {
            ReadOnlyMemory<byte> json = SpecReader.JsonOf(File.ReadAllBytes(spec.FullName), dialect);
            Dictionary<Overlay, FileInfo> files = overlays.ToDictionary(static o => Overlay.Parse(File.ReadAllBytes(o.FullName), o.Name));
            var document = OverlaidDocument.Apply(json, [.. files.Keys]);
            foreach ((Overlay overlay, OverlayOutcome outcome) in document.Outcomes.Where(static o => o.Outcome.ChangedNothing))
                problems.Warn(files[overlay], Useless(outcome));
            return run(document.Utf8);
        }
        catch (SpecException e)
        {
            return problems.Fail(GenerateRun.SpecFailed, e.Message, spec, PositionOf(e));
        }
        catch (OverlayException e)
        {
            return problems.Fail(GenerateRun.SpecFailed, e.Message, FileOf(e.Overlay));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return problems.Fail(GenerateRun.FilesFailed, e.Message);
        }
    }

    private static string Useless(OverlayOutcome outcome) => outcome.Selected == 0
        ? $"{outcome.Action} selects nothing; correct its target, or remove it."
        : $"{outcome.Action} changes nothing: the document says that already; remove it.";

    private FileInfo? FileOf(string? overlay) => overlays.FirstOrDefault(o => o.Name == overlay);

    // In the file, also where a program's words stand before the document. What overlays have made stands in no file.
    private SpecPosition? PositionOf(SpecException problem)
    {
        byte[] file = File.ReadAllBytes(spec.FullName);
        int before = file.Length - SpecReader.JsonOf(file, dialect).Length;
        SpecPosition? position = problem.Position ?? (problem.Pointer is null ? null : SpecPosition.Find(file.AsSpan(before), problem.Pointer));
        return position is { } found && before > 0 ? found.After(file.AsSpan(0, before)) : position;
    }
}
