using System.CommandLine;
using OpenCode.Ctl.Prompts;

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
    private readonly Option<TimeSpan?> _timeout = DurationOption.Create(
        "How long all of it may take; then it is stopped, and the exit code is 124.", "--timeout", "-t");
    private readonly Option<decimal?> _budget = new("--budget") { Description = "How much money it may cost, in US dollars, sub-agents included.", HelpName = "dollars" };
    private readonly Option<FileInfo?> _schema = new("--schema") { Description = "A JSON Schema that the answer has to fit; only the value is printed." };
    private readonly Option<bool> _auto = new("--auto") { Description = "Permit everything that no --rule denies, and choose the first answer to questions." };
    private readonly Option<bool> _leave = new("--leave") { Description = "Leave permissions and questions open, for 'occtl approve' and 'occtl answer'; 3 when one waits at the end of the --timeout. Default: refuse them, and end." };
    private readonly Option<string[]> _rules = RuleOption.Create();

    public void AddTo(Command command)
    {
        command.Add(_text);
        foreach (Option option in new Option[] { _agent, _model, _variant, _files, _timeout, _budget, _schema, _auto, _leave, _rules }) command.Add(option);
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="UsageException">It cannot be.</exception>
    public async Task<PromptOrder> ReadAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(_auto) && result.GetValue(_leave)) throw new UsageException("--auto and --leave exclude each other.");
        if (result.GetValue(_budget) is <= 0) throw new UsageException("--budget must be positive.");
        if (result.GetValue(_timeout) <= TimeSpan.Zero) throw new UsageException("--timeout must be positive.");
        return new PromptOrder(await ReadTextAsync(result.GetValue(_text), cancellationToken))
        {
            Agent = result.GetValue(_agent),
            Model = result.GetValue(_model),
            Variant = result.GetValue(_variant),
            Files = result.GetValue(_files) ?? [],
            TimeLimit = result.GetValue(_timeout),
            Budget = result.GetValue(_budget),
            SchemaFile = result.GetValue(_schema)?.FullName,
            Auto = result.GetValue(_auto),
            Leave = result.GetValue(_leave),
            Rules = result.GetValue(_rules) ?? [],
        };
    }

    /// <summary>Whether the answer has to fit a schema.</summary>
    public bool HasSchema(ParseResult result) => result.GetValue(_schema) is not null;

    /// <summary>Refuses what somebody would have to stay for.</summary>
    /// <exception cref="UsageException">There is such an option.</exception>
    public void RefuseLimits(ParseResult result)
    {
        if (result.GetValue(_timeout) is null && result.GetValue(_budget) is null && result.GetValue(_schema) is null) return;
        throw new UsageException(
            "--async leaves nobody who could keep --timeout, --budget or --schema; leave it out, and put the command into the background.");
    }

    private static async Task<string> ReadTextAsync(string? text, CancellationToken cancellationToken)
    {
        if (text is not (null or "-")) return text.Trim().Length > 0 ? text : throw new UsageException("The prompt is empty.");
        if (!Console.IsInputRedirected) throw new UsageException("Write the prompt behind the command, or give it on standard input.");
        string read = await Console.In.ReadToEndAsync(CancellationToken.None).WaitAsync(cancellationToken);
        return read.Trim().Length > 0 ? read : throw new UsageException("Standard input has no prompt.");
    }
}
