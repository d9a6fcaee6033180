using System.CommandLine;
using System.Globalization;
using OpenCode.Approvals;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Store;
using OpenCode.Models;
using OpenCode.Turns;

namespace OpenCode.Ctl.Commands.Prompts;

/// <summary>What can be said of a prompt.</summary>
internal sealed class PromptOptions
{
    private readonly Argument<string?> _text = new("text")
    {
        Description = "What the agent shall do; '-' or nothing reads it from standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _agent = new("--agent", "-a") { Description = "The agent. Default: the session's or the server's." };
    private readonly Option<string?> _model = new("--model", "-m") { Description = "The model, as provider/model." };
    private readonly Option<string?> _variant = new("--variant") { Description = "The variant of the model, such as a level of effort." };
    private readonly Option<string[]> _files = new("--file", "-f")
    {
        Description = "A file that goes along. Several are possible.",
        Arity = ArgumentArity.OneOrMore
    };
    private readonly Option<TimeSpan?> _timeout = DurationOption.Create("How long it may take; then it is stopped, and the exit code is 124.", "--timeout",
        "-t");
    private readonly Option<decimal?> _budget = new("--budget") { Description = "How much money it may cost, in US dollars, sub-agents included.", HelpName = "dollars" };
    private readonly Option<FileInfo?> _schema = new("--schema") { Description = "A JSON Schema that the answer has to fit; only the value is printed." };
    private readonly Option<bool> _auto = new("--auto") { Description = "Permit everything that no --rule denies, and choose the first answer to questions." };
    private readonly Option<bool> _leave = new("--leave") { Description = "Leave permissions and questions open, for 'occtl approve' and 'occtl answer'. Default: refuse them, and end." };
    private readonly Option<string[]> _rules = PolicyRules.Option();

    public void AddTo(Command command)
    {
        command.Add(_text);
        foreach (Option option in new Option[] { _agent, _model, _variant, _files, _timeout, _budget, _schema, _auto, _leave, _rules }) command.Add(option);
    }

    /// <summary>Reads it.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="entry">The server that it goes to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UsageException">It cannot be.</exception>
    public async Task<PromptRequest> ReadAsync(ParseResult result, ServerEntry? entry, CancellationToken cancellationToken)
    {
        if (result.GetValue(_auto) && result.GetValue(_leave)) throw new UsageException("--auto and --leave exclude each other.");
        if (result.GetValue(_budget) is <= 0) throw new UsageException("--budget must be positive.");
        TimeSpan? limit = result.GetValue(_timeout);
        if (limit <= TimeSpan.Zero) throw new UsageException("--timeout must be positive.");
        string[] rules = result.GetValue(_rules) ?? [];
        PermissionPolicy policy = PolicyRules.ReadPolicy(result.GetValue(_auto) ? [.. rules, "allow:*"] : rules, result.GetValue(_leave));
        AnswerSchema? schema = result.GetValue(_schema) is { } file ? AnswerSchema.Read(file.FullName) : null;
        TurnOptions options = new()
        {
            Agent = entry is null ? result.GetValue(_agent) : AgentOf(result, entry),
            Model = result.GetValue(_model) is { } model ? ModelNames.Read(model) : null,
            Variant = result.GetValue(_variant),
            Attachments = await AttachAsync(result.GetValue(_files) ?? [], cancellationToken),
            Permissions = policy,
            Questions = result.GetValue(_auto) ? QuestionPolicy.First : result.GetValue(_leave) ? QuestionPolicy.Leave : QuestionPolicy.Dismiss,
            Limits = TurnLimits.Default with { Duration = limit, Cost = result.GetValue(_budget) },
        };
        return new PromptRequest(await ReadTextAsync(result.GetValue(_text), cancellationToken), options) { Schema = schema };
    }

    /// <summary>Refuses what somebody would have to stay for.</summary>
    /// <exception cref="UsageException">There is such an option.</exception>
    public void RefuseLimits(ParseResult result)
    {
        if (result.GetValue(_timeout) is null && result.GetValue(_budget) is null && result.GetValue(_schema) is null) return;
        throw new UsageException(
            "--async leaves nobody who could keep --timeout, --budget or --schema; leave it out, and put the command into the background.");
    }

    /// <summary>The agent of a prompt for a server.</summary>
    public string? AgentOf(ParseResult result, ServerEntry entry) => result.GetValue(_agent) ?? entry.Agent;

    /// <summary>The rules for permissions, as a session keeps them: there the last one that fits decides, and on the command line the first.</summary>
    public IReadOnlyList<PermissionRule> RulesOf(ParseResult result)
        => PolicyRules.Read(result.GetValue(_auto)
            ? ["allow:*", .. (result.GetValue(_rules) ?? []).Reverse()] : [.. (result.GetValue(_rules) ?? []).Reverse()]);

    private static async Task<string> ReadTextAsync(string? text, CancellationToken cancellationToken)
    {
        if (text is not (null or "-")) return text.Trim().Length > 0 ? text : throw new UsageException("The prompt is empty.");
        if (!Console.IsInputRedirected) throw new UsageException("Write the prompt behind the command, or give it on standard input.");
        string read = await Console.In.ReadToEndAsync(CancellationToken.None).WaitAsync(cancellationToken);
        return read.Trim().Length > 0 ? read : throw new UsageException("Standard input has no prompt.");
    }

    // Their content goes along: the server may be on another machine.
    private static async Task<IReadOnlyList<SessionPromptRequestPart>?> AttachAsync(string[] files, CancellationToken cancellationToken)
    {
        List<SessionPromptRequestPart> parts = [];
        foreach (string file in files)
        {
            if (!File.Exists(file)) throw new FileNotFoundException($"There is no file '{file}'; correct --file.");
            parts.Add(FilePartInput.FromBytes(await File.ReadAllBytesAsync(file, cancellationToken), MimeOf(file), Path.GetFileName(file)));
        }

        return parts.Count > 0 ? parts : null;
    }

    private static string MimeOf(string file) => Path.GetExtension(file).ToLower(CultureInfo.InvariantCulture) switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".pdf" => "application/pdf",
        _ => "text/plain",
    };
}
