using System.Text;
using CliWrap;
using OpenCode.Server.Http;

namespace OpenCode.Server.Processes;

/// <summary>A run of a program that ends by itself, with limits. Whatever ends the run ends the program and those that it started.</summary>
/// <param name="Program">The full path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Directory">Where it runs.</param>
internal sealed record ProgramRun(string Program, IReadOnlyList<string> Arguments, string Directory)
{
    // What runs here shall not talk to a server in the name of its user.
    private const string Password = "OPENCODE_SERVER_PASSWORD";

    private const int LongestError = 64 * 1024;

    /// <summary>Variables beside those of this process; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What it reads.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>How many bytes it may write.</summary>
    public int MostOutput { get; init; } = 32 << 20;

    /// <summary>How long it may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Runs it.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationException">It took too long.</exception>
    public async Task<ProgramOutput> ExecuteAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Limit);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        bool isCut = false;
        try
        {
            CommandResult result = await Cli.Wrap(Program)
                .WithArguments(Arguments)
                .WithWorkingDirectory(Directory)
                .WithEnvironmentVariables(new Dictionary<string, string?>(Environment) { [Password] = null })
                .WithValidation(CommandResultValidation.None)
                .WithStandardInputPipe(PipeSource.FromBytes(Input))
                .WithStandardOutputPipe(PipeTarget.Create(async (from, token) =>
                {
                    isCut = await FillAsync(from, output, MostOutput, token);
                    if (isCut) await end.CancelAsync();
                }))
                .WithStandardErrorPipe(PipeTarget.Create(async (from, token) =>
                {
                    if (await FillAsync(from, error, LongestError, token)) await from.CopyToAsync(Stream.Null, token);
                }))
                .ExecuteAsync(end.Token);
            return new ProgramOutput(result.ExitCode, output.ToArray(), ErrorText(), isCut);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return isCut
                ? new ProgramOutput(-1, output.ToArray(), ErrorText(), isCut)
                : throw new OperationException(503, $"{Path.GetFileNameWithoutExtension(Program)} did not end within {Limit.TotalSeconds:0} seconds.");
        }

        string ErrorText() => Encoding.UTF8.GetString(error.GetBuffer(), 0, (int)error.Length).Trim();
    }

    // Whether there is more than fits.
    private static async Task<bool> FillAsync(Stream from, MemoryStream to, int most, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken) is > 0 and int count)
        {
            int fits = (int)Math.Min(count, most - to.Length);
            to.Write(buffer, 0, fits);
            if (fits < count) return true;
        }

        return false;
    }
}
