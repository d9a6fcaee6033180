using System.Globalization;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Sessions;
using OpenCode.Turns;

namespace OpenCode.Ctl.Printing;

/// <summary>Shows a turn while it goes on, and its answer at the end: the answer on one stream, what happens beside it on the other.</summary>
/// <param name="stream">Receives the text as it comes; null to print it at the end.</param>
/// <param name="beside">Receives the rest; null for nothing.</param>
/// <param name="output">Receives the answer, where it was not printed as it came.</param>
/// <param name="place">The session, where there are several; null for the only one.</param>
internal sealed class TurnLines(TextWriter? stream, TextWriter? beside, TextWriter output, SessionPlace? place = null) : IPromptObserver
{
    private string? _part;
    private bool _isInLine;
    private bool _hasPrinted;

    public void Show(TurnUpdate update)
    {
        switch (update)
        {
            case TextUpdate text when stream is not null && !text.IsReplacement:
                if (_part is not null && _part != text.PartId) EndLine();
                _part = text.PartId;
                stream.Write(TerminalText.Safe(text.Delta));
                stream.Flush();
                (_isInLine, _hasPrinted) = (!text.Delta.EndsWith('\n'), true);
                break;
            case ToolStartedUpdate tool:
                Beside($"▸ {MessageText.Describe(tool.Tool, tool.Input)}");
                break;
            case ToolFinishedUpdate { Error: { } error } failed:
                Beside($"✗ {failed.Tool}: {error}");
                break;
            case PermissionAskedUpdate asked:
                Beside($"? {asked.Request.Permission} {string.Join(", ", asked.Request.Patterns)} ({asked.Request.Id})");
                break;
            case PermissionRepliedUpdate replied:
                Beside($"  {replied.RequestId}: {replied.Reply.Value}");
                break;
            case QuestionAskedUpdate question:
                Beside($"? {string.Join(" / ", question.Request.Questions.Select(static q => q.Question))} ({question.Request.Id})");
                break;
            case RetryUpdate retry:
                Beside(string.Create(CultureInfo.InvariantCulture,
                    $"… attempt {retry.Attempt} failed ({retry.Reason}); again in {retry.Delay.TotalSeconds:0} s"));
                break;
            case ChildStartedUpdate child:
                Beside($"↳ {child.Title} ({child.SessionId})");
                break;
        }
    }

    public void End(PromptOutcome outcome)
    {
        EndLine();
        TurnResult result = outcome.Result;
        string mark = outcome.ExitCode switch
        {
            ExitCodes.Success => "✓",
            ExitCodes.Waits => "?",
            _ => "✗",
        };
        string cost = outcome.Usage.Cost > 0 ? string.Create(CultureInfo.InvariantCulture, $", ${outcome.Usage.Cost:0.####}") : "";
        string what = outcome.SchemaProblem ?? result.Error ?? "";
        Beside(string.Create(
            CultureInfo.InvariantCulture,
            $"{mark} {result.SessionId} {result.Duration.TotalSeconds:0.0} s, {outcome.Usage.TotalTokens} tokens{cost}{(what.Length > 0 ? $": {what}" : "")}"));
        string answer = outcome.Value?.GetRawText() ?? TerminalText.Safe(result.Text);
        if (_hasPrinted || answer.Length == 0) return;
        output.WriteLine(place is null ? answer : $"[{place.Server} {place.Session}]\n{answer}\n");
    }

    private void Beside(string line)
    {
        if (beside is null) return;
        EndLine();
        beside.WriteLine((place is null ? "" : $"[{place.Session}] ") + TerminalText.SafeLine(line));
    }

    private void EndLine()
    {
        if (_isInLine) stream?.WriteLine();
        _isInLine = false;
    }
}
