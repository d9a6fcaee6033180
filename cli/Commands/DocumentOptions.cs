using System.CommandLine;
using OpenCodeGen.Updating.Documents;

namespace OpenCodeGen.Cli.Commands;

/// <summary>The options that say which document is fetched.</summary>
internal sealed class DocumentOptions
{
    private readonly Option<string?> _version = new("--version") { Description = "A release of opencode-ai, such as 1.18.33. Default: the newest." };

    private readonly Option<string?> _package = new("--npm")
    {
        Description = "A package of npm with its version, such as @opencode/cli@2.0.0; untried on the real 2.x.",
    };

    private readonly Option<Uri?> _server = new("--server")
    {
        Description = "A running server, such as http://127.0.0.1:4096; its password is taken from OPENCODE_SERVER_PASSWORD.",
        CustomParser = static result => HttpAddress.Read(result, "--server", "OPENCODE_SERVER_PASSWORD"),
    };

    public void AddTo(Command command)
    {
        command.Add(_version);
        command.Add(_package);
        command.Add(_server);
        command.Validators.Add(result =>
        {
            int given = new Option[] { _version, _package, _server }.Count(o => result.GetResult(o) is { Implicit: false });
            if (given > 1) result.AddError("--version, --npm and --server name different documents; give one of them.");
        });
    }

    public DocumentRequest Read(ParseResult result)
        => new() { Version = result.GetValue(_version), Package = result.GetValue(_package), Server = result.GetValue(_server) };
}
