using System.Globalization;
using OpenCode.Ctl.Prompts;
using OpenCode.Turns;

namespace OpenCode.Ctl.Printing;

/// <summary>Shows a turn while it goes on: the answer on one stream, what happens beside it on the other.</summary>
/// <param name="output">Receives the text; null to print it at the end.</param>
/// <param name="errors">Receives the rest; null for nothing.</param>
/// <param name="prefix">Stands before each line, where there are several turns.</param>
internal sealed class TurnLines(TextWriter? output, TextWriter? errors, string prefix = "")
{
    private string? _part;
    private bool _isInLine;

    /// <summary>Whether the text was printed as it came.</summary>
    public bool HasPrinted { get; private set; }

    public void Show(TurnUpdate update)
    {
        switch (update)
        {
            case TextUpdate text when output is not null && !text.IsReplacement:
                if (_part is not null && _part != text.PartId) EndLine();
                _part = text.PartId;
                output.Write(MessageText.Safe(text.Delta));
                output.Flush();
                (_isInLine, HasPrinted) = (!text.Delta.EndsWith('\n'), true);
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

    /// <summary>Says how it ended.</summary>
    public void End(PromptOutcome outcome)
    {
        EndLine();
        TurnResult result = outcome.Result;
        string cost = outcome.Usage.Cost > 0 ? string.Create(CultureInfo.InvariantCulture, $", ${outcome.Usage.Cost:0.####}") : "";
        string what = outcome.SchemaProblem ?? result.Error ?? "";
        Beside(string.Create(
            CultureInfo.InvariantCulture,
            $"{(outcome.ExitCode == ExitCodes.Success ? "✓" : "✗")} {result.SessionId} {result.Duration.TotalSeconds:0.0} s, {outcome.Usage.TotalTokens} tokens{cost}{(what.Length > 0 ? $": {what}" : "")}"));
    }

    private void Beside(string line)
    {
        if (errors is null) return;
        EndLine();
        errors.WriteLine(prefix + MessageText.Safe(line).ReplaceLineEndings(" "));
    }

    private void EndLine()
    {
        if (_isInLine) output?.WriteLine();
        _isInLine = false;
    }
}
