using System.Text.Json;
using OpenCode;

// Each way in a method of its own, so that neither loads what only the other one needs.
Uri address = new(args[1]);
Console.WriteLine(args[0] == "client" ? await AskWithClientAsync(address) : await AskBareAsync(address));

static async Task<string> AskWithClientAsync(Uri address)
{
    using OpenCodeClient client = new(address);
    return (await client.Session["ses_1"].GetAsync()).Title;
}

static async Task<string> AskBareAsync(Uri address)
{
    using HttpClient http = new() { BaseAddress = address };
    using Stream body = await http.GetStreamAsync("session/ses_1");
    using JsonDocument session = await JsonDocument.ParseAsync(body);
    return session.RootElement.GetProperty("title").GetString()!;
}
