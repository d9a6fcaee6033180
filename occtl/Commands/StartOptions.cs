using System.CommandLine;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands;

/// <summary>What can be said of a server that is to be started.</summary>
/// <param name="isForRun">Whether it is for one prompt, which has its own agent and time limit.</param>
internal sealed class StartOptions(bool isForRun = false)
{
    private readonly Option<string?> _directory = new("--directory", "-d") { Description = "The project directory. Default: the current one." };
    private readonly Option<int?> _port = new("--port", "-p") { Description = "The port. Default: the first free one from 9100 on." };
    private readonly Option<string?> _version = new("--version")
    {
        Description = "A release to install and run. Default: the opencode on the PATH; without one, the release of this tool.",
    };

    private readonly Option<string?> _executable = new("--executable") { Description = "The opencode to run." };
    private readonly Option<string?> _home = new("--home") { Description = "A home of its own, with its own sessions and credentials. Default: yours." };
    private readonly Option<string?> _config = new("--config") { Description = "A settings file. Default: the usual ones." };
    private readonly Option<string?> _agent = new("--agent", "-a") { Description = "The agent of prompts that name none." };
    private readonly Option<bool> _noPassword = new("--no-password") { Description = "Let everybody on this machine use the server." };
    private readonly Option<TimeSpan?> _timeout = DurationOption.Create(
        "How long it may take to respond. Default: 60s.", isForRun ? "--start-timeout" : "--timeout", isForRun ? [] : ["-t"]);
    private readonly Option<string[]> _environment = new("--env", "-e")
    {
        Description = "A variable for the server, as NAME=value.",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _directory, _port, _version, _executable, _home, _config, _noPassword, _timeout, _environment })
            command.Add(option);
        if (!isForRun) command.Add(_agent);
    }

    /// <exception cref="UsageException">Something cannot be.</exception>
    public StartRequest Read(ParseResult result)
    {
        if (result.GetValue(_port) is { } port and (< 1 or > 65535)) throw new UsageException($"--port is {port}; a port is 1 to 65535.");
        return new StartRequest
        {
            Directory = result.GetValue(_directory) ?? Environment.CurrentDirectory,
            Port = result.GetValue(_port),
            Version = result.GetValue(_version),
            Executable = result.GetValue(_executable),
            Home = result.GetValue(_home),
            ConfigPath = result.GetValue(_config),
            Agent = isForRun ? null : result.GetValue(_agent),
            WithoutPassword = result.GetValue(_noPassword),
            TimeLimit = result.GetValue(_timeout) ?? TimeSpan.FromSeconds(60),
            Environment = (result.GetValue(_environment) ?? []).Select(Split)
                .ToDictionary(static p => p.Name, static p => (string?)p.Value, StringComparer.Ordinal),
        };
    }

    private static (string Name, string Value) Split(string variable)
    {
        int equals = variable.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (variable[..equals], variable[(equals + 1)..]) : throw new UsageException("--env takes NAME=value; there is no '=' in it.");
    }
}
