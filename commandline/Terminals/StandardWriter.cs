using System.Text;

namespace OpenCode.CommandLine.Terminals;

/// <summary>A standard stream of the process: says which one it is when it cannot be written, or goes on where nobody would hear it.</summary>
/// <param name="stream">The stream.</param>
/// <param name="name">What it is called in a message; null for one that may be lost.</param>
public sealed class StandardWriter(TextWriter stream, string? name) : TextWriter
{
    public override Encoding Encoding => stream.Encoding;

    public override void Write(char value) => Try(() => stream.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => stream.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => stream.Write(value));

    public override void WriteLine(string? value) => Try(() => stream.WriteLine(value));

    public override void Flush() => Try(stream.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without standard error there is nobody to tell; the exit code still says what happened.
            if (name is not null) throw new IOException($"{name} could not be written: {exception.Message}", exception);
        }
    }
}
