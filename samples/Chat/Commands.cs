using System.Globalization;
using OpenCode;
using OpenCode.Core.Errors;
using OpenCode.Models;
using OpenCode.Sessions;
using Spectre.Console;

namespace ChatSample;

/// <summary>What begins with a slash.</summary>
internal sealed class Commands(OpenCodeClient client, Conversation conversation, Page page)
{
    private const int Shown = 20;

    /// <summary>Carries out a command.</summary>
    /// <returns>Whether the chat goes on.</returns>
    public async Task<bool> RunAsync(string line, CancellationToken cancellationToken)
    {
        string[] words = line.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string argument = words.Length > 1 ? words[1] : "";
        try
        {
            switch (words[0])
            {
                case "/exit" or "/quit":
                    return false;
                case "/new":
                    conversation.Leave();
                    Say("The next prompt begins a new session.");
                    break;
                case "/sessions":
                    await ChooseSessionAsync(argument, cancellationToken);
                    break;
                case "/model":
                    await ChooseModelAsync(argument, cancellationToken);
                    break;
                case "/diff":
                    await ShowDiffAsync(cancellationToken);
                    break;
                case "/undo":
                    await UndoAsync(cancellationToken);
                    break;
                default:
                    Say("/new  /sessions [number]  /model [provider/model]  /diff  /undo  /exit");
                    break;
            }
        }
        catch (ApiException e)
        {
            page.Line(e.Message, Styles.Bad);
        }

        return true;
    }

    private void Say(string text) => page.Line(text, Styles.Dim);

    private async Task ChooseSessionAsync(string argument, CancellationToken cancellationToken)
    {
        IReadOnlyList<Session> sessions = await client.Sessions.ListAsync(rootsOnly: true, cancellationToken: cancellationToken);
        if (sessions.Count == 0)
        {
            Say("There are no sessions.");
            return;
        }

        Session? chosen = null;
        if (argument.Length > 0)
        {
            bool isOne = int.TryParse(argument, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= sessions.Count;
            if (isOne) chosen = sessions[number - 1];
            else Say($"Give a number from 1 to {sessions.Count}.");
        }
        else if (page.IsInteractive)
        {
            SelectionPrompt<Session> choice = new() { Title = "Go on with:", Converter = static s => Markup.Escape(Named(s)) };
            choice.AddChoices(sessions.Take(Shown));
            chosen = await choice.ShowAsync(page.Console, cancellationToken);
            page.NoteForeignLines();
        }
        else
        {
            for (int i = 0; i < Math.Min(sessions.Count, Shown); i++) Say($"{i + 1}. {Named(sessions[i])}");
        }

        if (chosen is null) return;
        conversation.Continue(new SessionReference(chosen.Id, chosen.Directory));
        Say($"Going on with {Named(chosen)}.");
    }

    private async Task ChooseModelAsync(string argument, CancellationToken cancellationToken)
    {
        ConfigProvidersResponse configured = await client.Config.Providers.GetAsync(cancellationToken);
        List<string> models = [.. configured.Providers.SelectMany(static p => p.Models.Keys.Select(m => $"{p.Id}/{m}")).Order(StringComparer.Ordinal)];
        if (argument.Length == 0 && page.IsInteractive && models.Count > 0)
        {
            SelectionPrompt<string> choice = new() { Title = "The model from now on:", SearchEnabled = true, Converter = Markup.Escape };
            choice.AddChoices(models);
            argument = await choice.ShowAsync(page.Console, cancellationToken);
            page.NoteForeignLines();
        }

        if (models.Contains(argument)) conversation.Model = argument;
        else if (argument.Length > 0) page.Line($"There is no model {argument}.", Styles.Bad);
        else foreach (string model in models) Say(model);
        Say($"Model: {conversation.Model ?? "the server's"}");
    }

    private async Task ShowDiffAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<SnapshotFileDiff> changes = await conversation.LastPromptAsync(cancellationToken) is { } last
            ? await conversation.Current!.GetDiffAsync(last.Info.Id, cancellationToken)
            : [];
        if (changes.Count == 0) Say("The last turn changed nothing.");
        foreach (SnapshotFileDiff file in changes)
        {
            page.Line($"{file.File} +{file.Additions} −{file.Deletions}", Styles.Bold);
            foreach (string line in (file.Patch ?? "").TrimEnd().Split('\n').Where(static l => l.Length > 0)) page.Line(line, StyleOf(line));
        }
    }

    private async Task UndoAsync(CancellationToken cancellationToken)
    {
        if (await conversation.LastPromptAsync(cancellationToken) is not { } last)
        {
            Say("There is nothing to undo.");
            return;
        }

        await conversation.Current!.RevertAsync(last.Info.Id, cancellationToken);
        string prompt = string.Concat(last.Parts.OfType<TextPart>().Where(static t => t.Synthetic != true).Select(static t => t.Text));
        Say($"Taken back, with its changes of files: {prompt.ReplaceLineEndings(" ")}");
    }

    private static string Named(Session session)
        => $"{session.Title} ({DateTimeOffset.FromUnixTimeMilliseconds(session.Time.Updated).ToLocalTime():yyyy-MM-dd HH:mm})";

    private static Style StyleOf(string line) => line[0] switch
    {
        '+' => Styles.Good,
        '-' => Styles.Bad,
        _ => Styles.Dim,
    };
}
