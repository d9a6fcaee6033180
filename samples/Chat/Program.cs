using System.CommandLine;
using System.Text;
using ChatSample;

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
Option<bool> allow = new("--allow") { Description = "Permits whatever the agent wants, without asking." };
RootCommand root = new("A chat with an OpenCode agent.") { server, directory, model, allow };
root.SetAction(async result =>
{
    Console.OutputEncoding = Encoding.UTF8;
    ChatSettings settings = new(result.GetValue(server), result.GetValue(directory), result.GetValue(model), result.GetValue(allow));
    using Interrupts interrupts = new();
    try
    {
        await using ChatServer agent = await ChatServer.StartAsync(settings, interrupts.Ending);
        await new ChatLoop(agent, settings, interrupts).RunAsync();
        return 0;
    }
    catch (OperationCanceledException) when (interrupts.Ending.IsCancellationRequested)
    {
        return 130;
    }
});
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
