using System.CommandLine;
using System.Globalization;
using OpenCode.Ctl.Printing;
using OpenCode.Ctl.Store;
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
            ServerEntry entry = await runner.Finder.FindAsync(result.GetValue(server), cancellationToken);
            using OpenCodeClient client = runner.Connection.Open(entry);
            ConfigProvidersResponse configured = await client.Config.Providers.GetAsync(cancellationToken: cancellationToken);
            Model[] models = [.. configured.Providers.Where(p => result.GetValue(provider) is not { } only || p.Id == only)
                .SelectMany(static p => p.Models.Values).OrderBy(static m => m.ProviderId, StringComparer.Ordinal)
                    .ThenBy(static m => m.Id, StringComparer.Ordinal)];
            if (result.GetValue(json))
            {
                JsonText.Write(result.Output(), models);
                return ExitCodes.Success;
            }

            TextTable table = new("model", "context", "input $", "output $", "name");
            foreach (Model model in models)
                table.Add($"{model.ProviderId}/{model.Id}", Number(model.Limit.Context), Number(model.Cost.Input), Number(model.Cost.Output), model.Name);
            table.Write(result.Output());
            return ExitCodes.Success;
        });
        return command;
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
