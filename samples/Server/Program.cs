// An IChatClient behind OpenCode's own terminal. `--serve` only serves, for any other client; `--port` and `--directory` say where.
using System.CommandLine;
using ServerSample;

Option<int> port = new("--port") { Description = "The port; a free one by default." };
Option<string> directory = new("--directory") { Description = "The folder to work in.", DefaultValueFactory = static _ => Environment.CurrentDirectory };
Option<bool> serve = new("--serve") { Description = "Only serve; do not open the terminal." };
RootCommand command = new("Serves OpenCode's API for a chat client, and opens OpenCode's terminal on it.") { port, directory, serve };
command.SetAction((result, token) => ServerProgram.RunAsync(
    result.GetValue(port), result.GetValue(directory)!, isServedOnly: result.GetValue(serve) || Console.IsInputRedirected, token));
return await command.Parse(args).InvokeAsync();
