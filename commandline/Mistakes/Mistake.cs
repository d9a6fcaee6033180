using System.CommandLine;
using System.CommandLine.Parsing;

namespace OpenCode.CommandLine.Mistakes;

/// <summary>What is wrong with a command line, in one sentence.</summary>
public static class Mistake
{
    /// <summary>The first mistake; null when there is none.</summary>
    /// <param name="parsed">What the library made of the command line.</param>
    public static string? Of(ParseResult parsed)
    {
        if (Mistyped(parsed) is { } mistyped) return mistyped;
        if (parsed.Errors.Count == 0) return null;
        return $"{Sentence(parsed.Errors[0])} {Hint(parsed.CommandResult.Command)}";
    }

    /// <summary>Says that there is no such command.</summary>
    public static string NoCommand(string typed, Command root)
        => $"There is no command '{typed}'{Meant(typed, root.Subcommands.Select(static c => c.Name), root)}";

    private static string? Mistyped(ParseResult parsed)
    {
        Command root = parsed.RootCommandResult.Command;
        Command current = root;
        var unmatched = new Queue<string>(parsed.UnmatchedTokens);
        HashSet<Token> values = [.. parsed.CommandResult.Children.OfType<OptionResult>().SelectMany(static o => o.Tokens)];
        foreach (Token token in parsed.Tokens)
        {
            if (token.Type == TokenType.DoubleDash) return null;
            if (token.Type == TokenType.Command) current = parsed.CommandResult.Command;
            if (token.Type != TokenType.Argument) continue;
            bool isUnmatched = unmatched.TryPeek(out string? next) && next == token.Value;
            if (isUnmatched) unmatched.Dequeue();
            bool isOption = token.Value.Length > 1 && token.Value[0] == '-';
            if (current == root && isOption) return NoOption(token.Value, root, parsed.CommandResult.Command);
            if (current == root && isUnmatched) return NoCommand(token.Value, root);
            if (isOption && !values.Contains(token)) return NoOption(token.Value, current, current);

            // The value of an option that had none: '--json --quite' is no wish for a file of that name.
            if (isOption && SimilarName.Find(Name(token.Value), OptionNames(current)) is not null) return NoOption(token.Value, current, current);
            if (isUnmatched) return $"'{token.Value}' is more than '{current.Name}' takes. {Hint(current)}";
        }

        return null;
    }

    private static string NoOption(string typed, Command command, Command innermost)
    {
        string name = Name(typed);
        if (command is not RootCommand) return $"'{name}' is no option of '{command.Name}'{Meant(name, OptionNames(command), command)}";
        Command? owner = new[] { innermost }.Concat(command.Subcommands).FirstOrDefault(c => c is not RootCommand && OptionNames(c).Contains(name));
        return owner is null
            ? $"'{name}' is no option of '{Tool.Of(command).Name}'{Meant(name, OptionNames(command), command)}"
            : $"'{name}' belongs after its command, as in '{Tool.PathOf(owner)} {name}'.";
    }

    // Without its value, as in --json=a.json.
    private static string Name(string option) => option.Split('=', ':')[0];

    private static IEnumerable<string> OptionNames(Command command)
        => command.Options.Concat(command.Parents.OfType<Command>().SelectMany(static p => p.Options).Where(static o => o.Recursive))
            .Where(static o => !o.Hidden).Select(static o => o.Name);

    private static string Meant(string typed, IEnumerable<string> names, Command command)
        => SimilarName.Find(typed, names) is { } name ? $"; did you mean '{name}'?" : $". {Hint(command)}";

    private static string Hint(Command command)
        => $"Run '{Tool.PathOf(command)} --help' for what there is.";

    // The library names types of .NET where a value cannot be read.
    private static string Sentence(ParseError error)
    {
        bool isValue = error.Message.Contains("expected type", StringComparison.Ordinal);
        if (!isValue || error.SymbolResult is not { Tokens: [.., var token] } result) return error.Message;
        string name = result switch
        {
            OptionResult option => option.Option.Name,
            ArgumentResult { Parent: OptionResult option } => option.Option.Name,
            ArgumentResult argument => $"'{argument.Argument.Name}'",
            _ => "An argument",
        };
        return token.Value.Length == 0 ? $"{name} is empty." : $"{name} is '{token.Value}', which it does not take.";
    }
}
