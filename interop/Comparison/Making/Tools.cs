using CliWrap;
using CliWrap.Buffered;

namespace OpenCode.Interop.Comparison.Making;

/// <summary>Runs programs of the SDK to their end.</summary>
internal static class Tools
{
    private static readonly Dictionary<string, string?> _environment = new()
    {
        ["KIOTA_OFFLINE_ENABLED"] = "true",
        ["KIOTA_TUTORIAL_ENABLED"] = "false",
        ["KIOTA_CLI_TELEMETRY_OPTOUT"] = "true",
    };

    public static async Task<(int ExitCode, string Output)> DotNetAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        BufferedCommandResult result = await Cli.Wrap("dotnet").WithArguments(arguments).WithWorkingDirectory(folder).WithEnvironmentVariables(_environment)
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken);
        return (result.ExitCode, result.StandardOutput + result.StandardError);
    }
}
