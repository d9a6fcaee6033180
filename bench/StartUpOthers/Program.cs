using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using OpenCode.Kiota;
using OpenCode.NSwag;

// Each way in a method of its own, so that neither loads what only the other one needs.
Uri address = new(args[1]);
Console.WriteLine(args[0] == "kiota" ? await AskWithKiotaAsync(address) : await AskWithNSwagAsync(address));

static async Task<string?> AskWithKiotaAsync(Uri address)
{
    using HttpClientRequestAdapter adapter = new(new AnonymousAuthenticationProvider()) { BaseUrl = address.ToString().TrimEnd('/') };
    return (await new OpenCodeKiotaClient(adapter).Session["ses_1"].GetAsync())?.Title;
}

static async Task<string> AskWithNSwagAsync(Uri address)
{
    using HttpClient http = new();
    return (await new OpenCodeNSwagClient(address.ToString(), http).Session_getAsync("ses_1")).Title;
}
