using OpenCode.Contract.Tests.Terminals;
using OpenCode.Contract.Tests.Turns;
using OpenCode.Terminals;
using OpenCode.Testing;

[assembly: AssemblyFixture(typeof(TerminalServer))]

namespace OpenCode.Contract.Tests.Terminals;

/// <summary>A server with a password, for tests of terminals; started when the first test asks.</summary>
public sealed class TerminalServer : IAsyncLifetime
{
    public const string Password = "only-for-terminals";

    private readonly SemaphoreSlim _starting = new(1);
    private OpenCodeSandbox? _sandbox;

    /// <summary>A shell that goes away with its test.</summary>
    public static TerminalOptions Shell { get; } = new() { Command = "/bin/sh", RemoveOnDispose = true };

    public async Task<OpenCodeSandbox> SandboxAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _sandbox ??= await StartAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    public static async Task<OpenCodeSandbox> StartAsync(CancellationToken cancellationToken) => await OpenCodeSandbox.StartAsync(
        new() { Installation = await TurnServer.InstallationAsync(cancellationToken), Password = Password, Git = false }, cancellationToken);

    public async Task<OpenCodeClient> ClientAsync()
    {
        OpenCodeSandbox sandbox = await SandboxAsync();
        return Connect(sandbox, sandbox.BaseUri);
    }

    public static OpenCodeClient Connect(OpenCodeSandbox sandbox, Uri address, string password = Password)
        => new(new OpenCodeClientOptions { BaseUri = address, Directory = sandbox.Directory, Password = password });

    /// <summary>A terminal that runs a script, and goes away with its test.</summary>
    public static TerminalOptions Script(string script) => Shell with { Arguments = ["-c", script] };

    /// <summary>Reads a terminal to its end.</summary>
    public static async Task<string> ReadToEndAsync(Terminal terminal)
    {
        System.Text.StringBuilder text = new();
        await foreach (TerminalOutput piece in terminal.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(0, piece.Lost);
            text.Append(piece.Text);
        }

        return text.ToString();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }
}
