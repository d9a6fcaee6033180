using System.Text;
using System.Threading.Channels;
using CliWrap;
using OpenCode.Models;

namespace OpenCode.Server.Terminals;

/// <summary>A terminal with its program.</summary>
internal sealed class ServedTerminal : IAsyncDisposable
{
    private const int BufferSize = 16 * 1024;
    private const int MostInputs = 256;

    // Programs in the background may have the terminal open for ever; what was written before the end comes at once.
    private static readonly TimeSpan _lastOutput = TimeSpan.FromMilliseconds(500);

    private readonly PseudoTerminal _terminal = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly Channel<byte[]> _input = Channel.CreateBounded<byte[]>(MostInputs);
    private readonly CommandTask<CommandResult> _program;
    private Pty _info;

    /// <summary>Starts a program in a new terminal.</summary>
    public ServedTerminal(string id, string? title, TerminalProgram program, string directory, bool isKept)
    {
        (Directory, IsKept) = (directory, isKept);
        try
        {
            _program = program.Start(_terminal.Path, _kill.Token);
        }
        catch
        {
            _terminal.Dispose();
            throw;
        }

        _info = new()
        {
            Id = id,
            Title = title ?? $"Terminal {id[^4..]}",
            Command = program.Name,
            Args = program.Arguments,
            Cwd = program.Directory,
            Status = PtyStatus.Running,
            Pid = _program.ProcessId,
        };
        Ended = Task.Run(RunAsync);
    }

    /// <summary>The project folder that it belongs to.</summary>
    public string Directory { get; }

    /// <summary>Whether it is known until it is removed, also when its program has ended.</summary>
    public bool IsKept { get; }

    /// <summary>What there is to say of it.</summary>
    public Pty Info => Volatile.Read(ref _info);

    /// <summary>What it has written.</summary>
    public TerminalBacklog Output { get; } = new();

    /// <summary>Ends when the program has ended and all that it wrote was read; with the exit code.</summary>
    public Task<int> Ended { get; }

    /// <summary>Types something. Waits while the program does not read.</summary>
    public async ValueTask TypeAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        while (await _input.Writer.WaitToWriteAsync(cancellationToken))
        {
            if (_input.Writer.TryWrite(bytes)) return;
        }
    }

    /// <summary>Changes the title and the size.</summary>
    public async Task<Pty> UpdateAsync(string? title, PtySize? size, CancellationToken cancellationToken)
    {
        if (title is not null) Volatile.Write(ref _info, new Pty(Info) { Title = title });
        if (size is not null && !Ended.IsCompleted) await _terminal.ResizeAsync(size.Rows, size.Cols, cancellationToken);
        return Info;
    }

    /// <summary>Ends the program, and the programs that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kill.CancelAsync();
        await Ended;
    }

    private async Task<int> RunAsync()
    {
        Task reading = Task.Factory.StartNew(ReadAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task writing = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        int code = await ExitAsync();
        await Task.WhenAny(reading, Task.Delay(_lastOutput));
        _terminal.Stop();

        // Whatever went wrong with reading, the terminal has ended.
        await Task.WhenAny(reading);
        _input.Writer.TryComplete();

        // The writer may wait for a program in the background; it lets go when that ends.
        _ = writing.ContinueWith(_ => _terminal.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Volatile.Write(ref _info, new Pty(Info) { Status = PtyStatus.Exited, ExitCode = code });
        Output.Complete();
        return code;
    }

    private async Task<int> ExitAsync()
    {
        const int Killed = 137;
        try
        {
            return (await _program).ExitCode;
        }
        catch (OperationCanceledException)
        {
            return Killed;
        }
    }

    private void ReadAll()
    {
        byte[] bytes = new byte[BufferSize];
        char[] chars = new char[BufferSize + 2];
        Decoder decoder = Encoding.UTF8.GetDecoder();
        while (_terminal.Read(bytes) is > 0 and int count) Output.Add(chars.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, count), chars, flush: false)));
    }

    private void WriteAll()
    {
        try
        {
            while (_input.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (_input.Reader.TryRead(out byte[]? bytes)) _terminal.Write(bytes);
            }
        }
        catch (IOException)
        {
            // Nobody reads any more.
            _input.Writer.TryComplete();
        }
    }
}
