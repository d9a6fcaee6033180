using System.CommandLine;
using System.Globalization;
using System.Text;
using CiJobSample;

Console.OutputEncoding = Encoding.UTF8;
Argument<string?> prompt = new("prompt") { Description = "What to do; read from standard input when it is not given.", Arity = ArgumentArity.ZeroOrOne };
prompt.Validators.Add(static result =>
{
    if (result.Tokens is [{ Value: ['-', '-', ..] text }]) result.AddError($"There is no option {text}.");
});
Option<Uri?> server = new("--server")
{
    Description = "The address of an OpenCode server. Without it, one with a scripted model is started.",
    CustomParser = static result =>
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https") return address;
        result.AddError($"'{result.Tokens[0].Value}' is no address. Write http://127.0.0.1:4096.");
        return null;
    },
};
Option<string?> directory = new("--directory") { Description = "The project directory on the server." };
Option<string?> model = new("--model") { Description = "The model, as provider/model." };
Option<string[]> allow = new("--allow")
{
    Description = "What the agent may do: a kind of permission, and what for: \"bash:git *\", \"edit\". May be repeated.",
};
Option<string[]> deny = new("--deny") { Description = "What it may not, whatever is allowed: \"bash:git push*\". May be repeated." };
Option<TimeSpan?> timeout = new("--timeout")
{
    Description = "How long the turn may take: 90s, 10m, 1h.",
    CustomParser = static result =>
    {
        if (Durations.TryParse(result.Tokens[0].Value, out TimeSpan time)) return time;
        result.AddError($"'{result.Tokens[0].Value}' is no duration. Write 90s, 10m or 1h.");
        return null;
    },
};
Option<decimal?> cost = new("--max-cost")
{
    Description = "How many US dollars the turn may cost.",
    CustomParser = static result =>
    {
        if (decimal.TryParse(result.Tokens[0].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal money) && money > 0) return money;
        result.AddError($"'{result.Tokens[0].Value}' is no amount. Write 0.50.");
        return null;
    },
};
Option<bool> json = new("--json") { Description = "Prints one JSON object with the result, instead of the text as it comes." };
Option<bool> diff = new("--diff") { Description = "Prints what the turn has changed, as a patch, after the text." };
RootCommand root = new("Runs one prompt. Exit codes: 0 completed, 1 ended otherwise, 2 wrong usage, 130 cancelled.")
{
    prompt, server, directory, model, allow, deny, timeout, cost, json, diff,
};
root.SetAction((result, cancellationToken) => Job.RunAsync(
    new JobSettings
    {
        Prompt = result.GetValue(prompt) ?? "",
        Server = result.GetValue(server),
        Directory = result.GetValue(directory),
        Model = result.GetValue(model),
        Allow = result.GetValue(allow) ?? [],
        Deny = result.GetValue(deny) ?? [],
        Timeout = result.GetValue(timeout),
        MostCost = result.GetValue(cost),
        PrintsJson = result.GetValue(json),
        PrintsDiff = result.GetValue(diff),
    },
    cancellationToken));

ParseResult parsed = root.Parse(args);
InvocationConfiguration patient = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(45) };
if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(patient);
await Console.Error.WriteLineAsync(parsed.Errors[0].Message);
return ExitCodes.Misuse;
