using System.CommandLine;
using OpenCode.Ctl.Printing;
using OpenCode.Models;

namespace OpenCode.Ctl.Commands.Settings;

/// <summary><c>occtl models</c>: the models that a server can use.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        Argument<string?> provider = new("provider") { Description = "Only those of one provider.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> server = CommonOptions.Server();
        Option<bool> json = CommonOptions.Json();
        Command command = new("models", "Lists the models that a server can use, with the price of a million tokens.") { provider, server, json };
        command.SetRun(async (result, runner, cancellationToken) =>
        {
            IReadOnlyList<Model> models = await runner.Settings.ReadModelsAsync(result.GetValue(server), result.GetValue(provider), cancellationToken);
            if (result.GetValue(json)) JsonText.Write(result.Output(), models);
            else SettingsLines.WriteModels(result.Output(), models);
            return ExitCodes.Success;
        });
        return command;
    }
}
