using OpenCode.Core.Errors;
using OpenCode.Sessions;
using OpenCode.Turns;
using Spectre.Console;

namespace ChatSample;

/// <summary>Reads prompts and shows what becomes of them, until there are no more.</summary>
internal sealed class ChatLoop
{
    private readonly ChatServer _server;
    private readonly Interrupts _interrupts;
    private readonly Page _page;
    private readonly Approvals _approvals;
    private readonly Conversation _conversation;

    public ChatLoop(ChatServer server, ChatSettings settings, Interrupts interrupts)
    {
        bool isInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isInteractive ? InteractionSupport.Yes : InteractionSupport.No,
        });
        if (!isInteractive) console.Profile.Width = int.MaxValue / 2;
        (_server, _interrupts, _page) = (server, interrupts, new Page(console));
        _approvals = new Approvals(_page, settings.AllowsAll);
        _conversation = new Conversation(server.Client, settings.Model);
    }

    public async Task RunAsync()
    {
        CancellationToken ending = _interrupts.Ending;
        Commands commands = new(_server.Client, _conversation, _page);
        LineEditor editor = new(_page);
        _page.Line(_server.IsDemo ? "A scripted model listens. Say \"help\", or anything." : $"Talking to {_server.Client.BaseUri}.", Styles.Heading);
        while (await editor.ReadAsync(ending) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (!line.StartsWith('/')) await PromptAsync(line, ending);
            else if (!await commands.RunAsync(line, ending)) return;
        }
    }

    private async Task PromptAsync(string text, CancellationToken ending)
    {
        try
        {
            OpenCodeSession session = await _conversation.SessionAsync(ending);
            TurnOptions options = new()
            {
                Model = _conversation.Model,
                Permissions = _approvals.Permissions,
                Questions = _approvals.Questions,
                ThrowOn = TurnOptions.ThrowOnNothing,
            };
            Turn turn = session.Prompt(text, options, ending);
            using CancellationTokenSource stopped = CancellationTokenSource.CreateLinkedTokenSource(ending);
            _interrupts.Guard(() =>
            {
                _ = turn.AbortAsync(ending);
                stopped.Cancel();
            });
            await ShowAsync(turn, stopped.Token, ending);
        }
        catch (Exception e) when (e is ApiException or InvalidOperationException or ArgumentException)
        {
            _page.Line(e.Message, Styles.Bad);
        }
        finally
        {
            _interrupts.Guard(null);
        }
    }

    /// <summary>Shows a turn, and asks its user in between: all on one thread at a time.</summary>
    private async Task ShowAsync(Turn turn, CancellationToken stopped, CancellationToken ending)
    {
        TurnView view = new(_page, turn.SessionId);
        Spinner spinner = new(_page);
        await using IAsyncEnumerator<TurnUpdate> updates = turn.GetAsyncEnumerator(ending);
        Task<bool> next = updates.MoveNextAsync().AsTask();
        Task asked = _approvals.WaitAsync(CancellationToken.None);
        while (true)
        {
            Task pace = Task.Delay(Spinner.Pace, CancellationToken.None);
            Task first = await Task.WhenAny(next, asked, pace);
            if (first == pace)
            {
                spinner.Turn();
                continue;
            }

            spinner.Hide();
            if (first == next)
            {
                if (!await next) return;
                view.Show(updates.Current);
                next = updates.MoveNextAsync().AsTask();
            }
            else
            {
                view.Close();
                await _approvals.AskAsync(stopped);
                asked = _approvals.WaitAsync(CancellationToken.None);
            }
        }
    }
}
