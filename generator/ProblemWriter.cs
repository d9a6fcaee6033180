using OpenCodeGen.Model;

namespace OpenCodeGen;

/// <summary>Says what is wrong: one sentence each, as people read it.</summary>
/// <param name="output">Receives the sentences.</param>
public class ProblemWriter(TextWriter output)
{
    /// <summary>Tells a detail of what follows.</summary>
    public void Tell(string detail) => output.WriteLine(detail);

    /// <summary>Says why a run fails.</summary>
    /// <param name="code">The exit code.</param>
    /// <param name="message">The sentence.</param>
    /// <param name="file">The file that it is about; null when it is about none.</param>
    /// <param name="position">The place in the file; null for the file as a whole.</param>
    /// <returns>The exit code.</returns>
    public int Fail(int code, string message, FileInfo? file = null, SpecPosition? position = null)
    {
        output.WriteLine(Format("error", code, message, file, position));
        return code;
    }

    /// <summary>Says what need not stop a run.</summary>
    /// <param name="file">The file that it is about; null when it is about none.</param>
    /// <param name="message">The sentence.</param>
    public void Warn(FileInfo? file, string message) => output.WriteLine(Format("warning", 0, message, file, position: null));

    /// <summary>Makes the line.</summary>
    protected virtual string Format(string kind, int code, string message, FileInfo? file, SpecPosition? position)
        => kind == "warning" ? $"warning: {(file is null ? "" : file.Name + ": ")}{message}" : message;
}

/// <summary>Says what is wrong as builds do, so that an editor leads to the line: <c>file(line,column): error OCG102: message</c>.</summary>
/// <param name="output">Receives the lines.</param>
public sealed class BuildProblemWriter(TextWriter output) : ProblemWriter(output)
{
    // Warnings have no exit code.
    private const int WarningCode = 1;

    /// <inheritdoc/>
    protected override string Format(string kind, int code, string message, FileInfo? file, SpecPosition? position)
    {
        string origin = file is null ? "opencodegen" : file.FullName;
        if (file is not null && position is { } place) origin += $"({place.Line},{place.Column})";
        return $"{origin}: {kind} OCG{(kind == "warning" ? WarningCode : code):D3}: {message.ReplaceLineEndings(" ")}";
    }
}
