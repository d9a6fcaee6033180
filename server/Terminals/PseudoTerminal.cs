using System.Globalization;
using Microsoft.Win32.SafeHandles;
using OpenCode.Server.Processes;

namespace OpenCode.Server.Terminals;

/// <summary>A pseudo-terminal: what is written here, a program reads from its terminal, and the other way round.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int PollMilliseconds = 100;

    private readonly SafeFileHandle _master;
    private readonly FileStream _stream;
    private volatile bool _isStopped;

    /// <summary>Opens a new one.</summary>
    /// <exception cref="IOException">The system gives none.</exception>
    public PseudoTerminal()
    {
        // .NET opens files so that programs which are started do not inherit them.
        _master = File.OpenHandle("/dev/ptmx", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            Path = NativeTerminal.Unlock(_master);
            _stream = new FileStream(_master, FileAccess.ReadWrite, bufferSize: 0);
        }
        catch
        {
            _master.Dispose();
            throw;
        }
    }

    /// <summary>Where a program finds its end.</summary>
    public string Path { get; }

    /// <summary>Waits for what the program writes.</summary>
    /// <param name="buffer">Where it goes.</param>
    /// <returns>How many bytes came; 0 when nothing comes any more.</returns>
    public int Read(Span<byte> buffer)
    {
        while (!_isStopped)
        {
            if (!NativeTerminal.WaitForInput(_master, PollMilliseconds)) continue;
            try
            {
                return _stream.Read(buffer);
            }
            catch (IOException)
            {
                // So Linux says that nobody has the other end open any more.
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Writes what the program reads. Waits while it does not.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="IOException">Nobody has the other end open.</exception>
    public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    /// <summary>Makes <see cref="Read"/> end soon, though programs in the background may have the other end open.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>Changes the size, and tells the program.</summary>
    public async Task ResizeAsync(long rows, long columns, CancellationToken cancellationToken)
    {
        string[] arguments = ["-c", "exec stty rows \"$1\" cols \"$2\" <\"$0\"", Path, Text(rows), Text(columns)];
        await new ProgramRun("/bin/sh", arguments, "/") { Limit = TimeSpan.FromSeconds(10) }.ExecuteAsync(cancellationToken);
    }

    /// <summary>Hangs up.</summary>
    public void Dispose() => _stream.Dispose();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
