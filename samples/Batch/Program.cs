using System.CommandLine;
using System.Text;
using BatchSample;

Console.OutputEncoding = Encoding.UTF8;
Option<Uri[]> server = new("--server")
{
    Description = "The address of an OpenCode server; may be repeated. Without it, some with a scripted model start.",
    CustomParser = static result =>
    {
        List<Uri> addresses = [];
        foreach (string text in result.Tokens.Select(static t => t.Value))
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https") addresses.Add(address);
            else result.AddError($"'{text}' is no address. Write http://127.0.0.1:4096.");
        }

        return [.. addresses];
    },
};
Option<int> servers = new("--servers") { Description = "How many servers to start.", DefaultValueFactory = static _ => 5 };
Option<int> prompts = new("--prompts") { Description = "How many prompts there are.", DefaultValueFactory = static _ => 100 };
Option<int> parallel = new("--parallel") { Description = "How many turns a server works on at a time.", DefaultValueFactory = static _ => 2 };
Option<DirectoryInfo> folder = new("--folder")
{
    Description = "Where the journal is, and the homes of the servers. To go on after a crash, give the same one.",
    DefaultValueFactory = static _ => new DirectoryInfo(Path.Combine(Path.GetTempPath(), "opencode-batch")),
};
foreach (Option<int> number in new[] { servers, prompts, parallel })
{
    number.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1) result.AddError($"{number.Name} must be at least 1.");
    });
}

RootCommand root = new("Runs many prompts over several servers, and goes on where it was stopped: kill it and start it again.")
{
    server, servers, prompts, parallel, folder,
};
root.SetAction((result, cancellationToken) => Batch.RunAsync(
    new BatchSettings(
        result.GetValue(server) ?? [], result.GetValue(servers), result.GetValue(prompts), result.GetValue(parallel), result.GetRequiredValue(folder).FullName),
    cancellationToken));
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
