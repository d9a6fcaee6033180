using System.Threading.Channels;
using OpenCode.Approvals;
using OpenCode.Models;
using Spectre.Console;

namespace ChatSample;

/// <summary>
/// Asks the user for permissions and answers. The agent asks at any time and on any thread; the user is asked where the turn is shown, so that one
/// thread alone writes.
/// </summary>
internal sealed class Approvals(Page page, bool allowsAll)
{
    private const string Own = "Something else …";

    private readonly Channel<Func<CancellationToken, Task>> _waiting = Channel.CreateUnbounded<Func<CancellationToken, Task>>();

    /// <summary>Decides on permissions: asks if it can, and refuses otherwise.</summary>
    public PermissionPolicy Permissions
    {
        get
        {
            if (allowsAll) return PermissionPolicy.AllowAll;
            if (!page.IsInteractive) return PermissionPolicy.DenyAll;
            return PermissionPolicy.DenyAll.Ask((request, token) => PutAsync(asking => DecideAsync(request, asking), PermissionDecision.Deny, token));
        }
    }

    /// <summary>Answers questions: asks if it can, and dismisses them otherwise.</summary>
    public QuestionPolicy Questions => page.IsInteractive
        ? QuestionPolicy.Ask((request, token) => PutAsync(asking => AnswerAsync(request, asking), null, token))
        : QuestionPolicy.Dismiss;

    /// <summary>Waits until somebody wants to ask.</summary>
    public Task<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken).AsTask();

    /// <summary>Asks what waits to be asked.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        while (_waiting.Reader.TryRead(out Func<CancellationToken, Task>? ask)) await ask(cancellationToken);
        page.NoteForeignLines();
    }

    private async ValueTask<T> PutAsync<T>(Func<CancellationToken, Task<T>> ask, T whenStopped, CancellationToken cancellationToken)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync(
            async turn =>
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, turn);
                try
                {
                    answer.TrySetResult(await ask(either.Token));
                }
                catch (OperationCanceledException)
                {
                    page.Console.Cursor.Show(true);
                    page.Console.WriteLine();
                    answer.TrySetResult(whenStopped);
                }
            },
            cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    private async Task<PermissionDecision> DecideAsync(PermissionRequest request, CancellationToken cancellationToken)
    {
        const string Once = "Yes, this time";
        const string No = "No, stop here";
        const string Because = "No, and say why …";
        string always = $"Yes, always: {string.Join(", ", request.Always)}";
        SelectionPrompt<string> choice = new()
        {
            Title = Markup.Escape($"The agent wants {request.Permission}: {string.Join(", ", request.Patterns)}"),
        };
        choice.AddChoice(Once);
        if (request.Always.Count > 0) choice.AddChoice(Markup.Escape(always));
        choice.AddChoices(No, Because);
        string chosen = await choice.ShowAsync(page.Console, cancellationToken);
        return chosen switch
        {
            Once => PermissionDecision.AllowOnce,
            No => PermissionDecision.Deny,
            Because => PermissionDecision.DenyBecause(await new TextPrompt<string>("Why?").ShowAsync(page.Console, cancellationToken)),
            _ => PermissionDecision.AllowAlways,
        };
    }

    private async Task<IReadOnlyList<IReadOnlyList<string>>?> AnswerAsync(QuestionRequest request, CancellationToken cancellationToken)
    {
        List<IReadOnlyList<string>> answers = [];
        foreach (QuestionInfo question in request.Questions) answers.Add(await AnswerAsync(question, cancellationToken));
        return answers;
    }

    private async Task<IReadOnlyList<string>> AnswerAsync(QuestionInfo question, CancellationToken cancellationToken)
    {
        string title = Markup.Escape(question.Question);
        if (question.Options.Count == 0) return [await new TextPrompt<string>(title).ShowAsync(page.Console, cancellationToken)];
        if (question.Multiple == true)
        {
            MultiSelectionPrompt<string> several = new() { Title = title, Converter = label => Described(question, label) };
            several.AddChoices(question.Options.Select(static o => o.Label));
            return await several.ShowAsync(page.Console, cancellationToken);
        }

        SelectionPrompt<string> choice = new() { Title = title, Converter = label => Described(question, label) };
        choice.AddChoices(question.Options.Select(static o => o.Label));
        if (question.Custom != false) choice.AddChoice(Own);
        string chosen = await choice.ShowAsync(page.Console, cancellationToken);
        return [chosen == Own ? await new TextPrompt<string>("Your answer:").ShowAsync(page.Console, cancellationToken) : chosen];
    }

    private static string Described(QuestionInfo question, string label)
        => question.Options.FirstOrDefault(o => o.Label == label) is { Description.Length: > 0 } option
            ? $"{Markup.Escape(label)} [dim]{Markup.Escape(option.Description)}[/]"
            : Markup.Escape(label);
}
