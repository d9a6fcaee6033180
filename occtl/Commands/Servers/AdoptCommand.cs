using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Servers;

namespace OpenCode.Ctl.Commands.Servers;

/// <summary><c>occtl adopt</c>: makes a server known that somebody else started.</summary>
internal static class AdoptCommand
{
    public static Command Create()
    {
        Argument<string> url = new("url") { Description = "Its address, such as http://127.0.0.1:4096." };
        Option<string?> directory = new("--directory", "-d") { Description = "The project directory on it. Default: its own." };
        Option<string?> agent = new("--agent", "-a") { Description = "The agent of prompts that name none." };
        Option<bool> json = CommonOptions.Json();
        const string Description = "Makes a server known that somebody else started; its password is taken from OPENCODE_SERVER_PASSWORD, and its user name from OPENCODE_SERVER_USERNAME.";
        Command command = new("adopt", Description) { url, directory, agent, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            AdoptRequest request = new(result.GetRequiredValue(url), result.GetValue(directory), result.GetValue(agent));
            KnownServer adopted = await runner.Servers.AdoptAsync(request, cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), ServerLines.Json(adopted));
            else await result.Output().WriteLineAsync(adopted.Id);
            return ExitCodes.Success;
        });
        return command;
    }
}
