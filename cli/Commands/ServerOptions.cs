using System.CommandLine;
using System.CommandLine.Parsing;
using OpenCode;
using OpenCode.Verification;

namespace OpenCodeGen.Cli.Commands;

/// <summary>The options of <c>opencodegen verify</c> for a server that runs already.</summary>
internal sealed class ServerOptions
{
    private readonly Option<Uri?> _server = new("--server")
    {
        Description = "Verify a server that runs already, such as http://127.0.0.1:4096. The password is taken from OPENCODE_SERVER_PASSWORD.",
        CustomParser = ReadAddress,
    };

    private readonly Option<string?> _userName = new("--user-name")
    {
        Description = $"The user of --server. Default: OPENCODE_SERVER_USERNAME, then '{OpenCodeCredential.DefaultUserName}'.",
        Validators = { static r => RequireText(r, "--user-name") },
    };

    private readonly Option<FileInfo?> _passwordFile = new("--password-file")
    {
        Description = "A file with the password of --server, instead of OPENCODE_SERVER_PASSWORD.",
    };

    private readonly Option<string?> _directory = new("--directory")
    {
        Description = "The folder of the project to work in, as --server calls it. Default: the one that it works in.",
        Validators = { static r => RequireText(r, "--directory") },
    };

    private readonly Option<bool> _allowDestructive = new("--allow-destructive")
    {
        Description = "Also ask --server for what changes it for everybody who uses it, or ends something. Not all of it is undone.",
    };

    private IReadOnlyList<Option> OfServer => [_userName, _passwordFile, _directory, _allowDestructive];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="others">What cannot be combined with a running server, each with its reason.</param>
    public void AddTo(Command command, IReadOnlyList<(Symbol Symbol, string Why)> others)
    {
        foreach (Option option in OfServer.Prepend(_server)) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            bool hasServer = result.GetResult(_server) is { Implicit: false };
            foreach (Option option in OfServer.Where(o => !hasServer && result.GetResult(o) is { Implicit: false }))
                result.AddError($"{option.Name} says something of the server that --server names; give --server, too.");
            foreach ((Symbol symbol, string why) in others.Where(o => hasServer && IsGiven(result, o.Symbol)))
                result.AddError($"{(symbol is Option ? symbol.Name : "Releases")} and --server cannot be combined: {why}");
        });
    }

    /// <summary>The server that was given; null for none.</summary>
    /// <param name="result">The command line.</param>
    /// <exception cref="IOException">The file of the password cannot be read.</exception>
    public RunningServer? Read(ParseResult result) => result.GetValue(_server) is not { } address ? null : new RunningServer
    {
        Address = address,
        UserName = result.GetValue(_userName) ?? Variable(OpenCodeClientOptions.UserNameVariable) ?? OpenCodeCredential.DefaultUserName,
        Password = result.GetValue(_passwordFile) is { } file ? ReadPassword(file) : Variable(OpenCodeClientOptions.PasswordVariable) ?? "",
        Directory = result.GetValue(_directory),
        AllowsDestructive = result.GetValue(_allowDestructive),
    };

    /// <summary>Whether a server was given.</summary>
    /// <param name="result">The command line.</param>
    public bool AreGiven(ParseResult result) => result.GetValue(_server) is not null;

    private static bool IsGiven(CommandResult result, Symbol symbol) => symbol switch
    {
        Option option => result.GetResult(option) is { Implicit: false },
        Argument argument => result.GetResult(argument) is { Tokens.Count: > 0 },
        _ => false,
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string ReadPassword(FileInfo file)
    {
        try
        {
            string password = File.ReadAllText(file.FullName).TrimEnd('\r', '\n');
            return password.Length > 0 ? password : throw new IOException($"'{file}' is empty; --password-file takes a file with a password.");
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"'{file}' could not be read: {exception.Message}", exception);
        }
    }

    private static Uri? ReadAddress(ArgumentResult result)
    {
        if (HttpAddress.Read(result, "--server", "--user-name and OPENCODE_SERVER_PASSWORD") is not { } address) return null;
        if (address.Query.Length + address.Fragment.Length == 0) return address;
        result.AddError($"--server is '{result.Tokens[0].Value}'; leave out what follows the '?' or '#'.");
        return null;
    }

    private static void RequireText(OptionResult result, string name)
    {
        if (result.Tokens.Any(static t => string.IsNullOrWhiteSpace(t.Value))) result.AddError($"{name} is empty; give a value or leave it out.");
        else if (name == "--user-name" && result.Tokens.Any(static t => t.Value.Contains(':', StringComparison.Ordinal)))
            result.AddError("--user-name has a colon, which basic authentication cannot carry.");
    }
}
