using System.Globalization;
using System.Text;
using OpenCode.Turns;
using Spectre.Console;

namespace ChatSample;

/// <summary>
/// Shows a turn as it happens. The session's own text comes word by word; a sub-agent's is shown when it is complete, since several can work at once.
/// </summary>
internal sealed class TurnView(Page page, string root)
{
    private const int Step = 4;
    private const int OutputLines = 3;
    private const string SubAgent = "task";

    private readonly Dictionary<string, int> _depths = new(StringComparer.Ordinal) { [root] = 0 };
    private readonly Dictionary<string, (string Part, StringBuilder Text, Style Style)> _collected = new(StringComparer.Ordinal);
    private MarkdownWriter? _open;
    private string? _openPart;

    /// <summary>Shows what has happened.</summary>
    public void Show(TurnUpdate update)
    {
        switch (update)
        {
            case TextUpdate text:
                Stream(text.SessionId, text.PartId, text.Delta, text.IsReplacement, Styles.Text);
                break;
            case ReasoningUpdate thought:
                Stream(thought.SessionId, thought.PartId, thought.Delta, thought.IsReplacement, Styles.Thought);
                break;
            case ToolStartedUpdate { Tool: SubAgent }:
                break;
            case ToolStartedUpdate tool:
                Line(tool, $"▶ {tool.Tool} {ToolText.ArgumentsOf(tool.Input)}", Styles.Tool);
                break;
            case ToolFinishedUpdate { Error: { } error } failed:
                Line(failed, $"✗ {failed.Tool}: {error.ReplaceLineEndings(" ")}", Styles.Bad);
                break;
            case ToolFinishedUpdate { Tool: SubAgent } agent:
                // What it wrote stands above already.
                foreach (string session in _collected.Keys.ToList()) Flush(session);
                Line(agent, $"└ {agent.Title}", Styles.Heading);
                break;
            case ToolFinishedUpdate done:
                Line(done, $"✓ {done.Tool} {done.Title}", Styles.Good);
                foreach (string line in ToolText.Beginning(done.Output ?? "", OutputLines)) page.Line($"  {line}", Styles.Dim);
                break;
            case FileChangedUpdate file:
                Line(file, $"± {file.Path}", Styles.Dim);
                break;
            case RetryUpdate retry:
                Line(retry, $"↻ {retry.Reason} Attempt {retry.Attempt} failed, the next one comes in {Seconds(retry.Delay)}.", Styles.Warning);
                break;
            case ChildStartedUpdate child:
                Line(child with { SessionId = child.ParentId }, $"┌ {child.Title}", Styles.Heading);
                _depths[child.SessionId] = _depths.GetValueOrDefault(child.ParentId) + 1;
                break;
            case PermissionRepliedUpdate reply:
                Line(reply, $"permission: {reply.Reply}", Styles.Dim);
                break;
            case GapHealedUpdate gap:
                Line(gap, "The connection was lost for a while; what was missed has been read.", Styles.Dim);
                break;
            case TurnCompletedUpdate completed:
                Complete(completed.Result);
                break;
            default:
                break;
        }
    }

    /// <summary>Ends the text under way, so that something else can be written.</summary>
    public void Close()
    {
        _open?.End();
        (_open, _openPart) = (null, null);
        foreach (string session in _collected.Keys.ToList()) Flush(session);
        page.Indent = 0;
    }

    private void Stream(string session, string part, string delta, bool isReplacement, Style style)
    {
        if (session != root)
        {
            Collect(session, part, delta, isReplacement, style);
            return;
        }

        if (_openPart != part || isReplacement) Open(part, style);
        _open!.Add(delta);
    }

    private void Open(string part, Style style)
    {
        Close();
        page.Paragraph();
        (_open, _openPart) = (new MarkdownWriter(page, style), part);
    }

    private void Collect(string session, string part, string delta, bool isReplacement, Style style)
    {
        if (_collected.TryGetValue(session, out var known) && known.Part != part) Flush(session);
        if (!_collected.TryGetValue(session, out known)) _collected[session] = known = (part, new StringBuilder(), style);
        if (isReplacement) known.Text.Clear();
        known.Text.Append(delta);
    }

    private void Flush(string session)
    {
        if (!_collected.Remove(session, out var collected)) return;
        page.EndLine();
        page.Indent = _depths.GetValueOrDefault(session) * Step;
        MarkdownWriter writer = new(page, collected.Style);
        writer.Add(collected.Text.ToString());
        writer.End();
        page.Indent = 0;
    }

    private void Line(TurnUpdate where, string text, Style style)
    {
        if (_open is not null)
        {
            Close();
            page.Paragraph();
        }

        Flush(where.SessionId);
        page.Indent = _depths.GetValueOrDefault(where.SessionId) * Step;
        page.Line(text, style);
    }

    private void Complete(TurnResult result)
    {
        Close();
        if (!result.IsCompleted) page.Line($"{result.Outcome}: {result.Error}", result.Outcome == TurnOutcome.Aborted ? Styles.Warning : Styles.Bad);
        page.Paragraph();
        TurnUsage usage = result.Usage;
        string files = result.Diff.Count switch
        {
            0 => "",
            1 => " · 1 file",
            int count => $" · {count} files",
        };
        if (result.Diff.Count > 0) files += $" +{result.Diff.Sum(static d => d.Additions)} −{result.Diff.Sum(static d => d.Deletions)}";
        page.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{usage.InputTokens + usage.CacheReadTokens + usage.CacheWriteTokens:N0} tokens in · {usage.OutputTokens + usage.ReasoningTokens:N0} out")
            + string.Create(CultureInfo.InvariantCulture, $" · ${usage.Cost:0.0000} · {Seconds(result.Duration)}{files}"),
            Styles.Dim);
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
