using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenCode.Contract.Tests.Samples;

/// <summary>The service: its page, its sessions, its events.</summary>
public sealed partial class WorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_session_can_be_begun_and_followed_and_read_again_from_where_a_reader_was()
    {
        using SampleProgram worker = SampleProgram.Start("Worker", "--urls", "http://127.0.0.1:0");
        await worker.ReachAsync("Now listening on", Token);
        using HttpClient http = new() { BaseAddress = new Uri(Address().Match(worker.Output).Value) };

        Assert.Contains("<title>", await http.GetStringAsync("/", Token), StringComparison.Ordinal);
        Assert.Equal("Healthy", await http.GetStringAsync("/health", Token));
        HttpResponseMessage created = await http.PostAsJsonAsync("/sessions", new { title = "A look around" }, Token);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        string events = $"{created.Headers.Location}/events";
        string prompts = $"{created.Headers.Location}/prompts";
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsJsonAsync(prompts, new { text = "" }, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsJsonAsync("/sessions/ses_0/prompts", new { text = "Hello." }, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsJsonAsync(prompts, new { text = "What is here?" }, Token)).StatusCode);

        List<SseItem<string>> all = await ReadAsync(http, events, 0);

        Assert.Equal("prompt", all[0].EventType);
        Assert.Contains(all, static i => i.EventType == "tool");
        Assert.StartsWith("There is a README.md", string.Concat(all.Where(static i => i.EventType == "text").Select(TextOf)), StringComparison.Ordinal);
        Assert.All(all, static i => Assert.DoesNotContain(":null", i.Data, StringComparison.Ordinal));
        Assert.Contains("\"outcome\":\"Completed\"", all[^1].Data, StringComparison.Ordinal);
        Assert.Equal(all.Skip(2).Select(static i => i.Data), (await ReadAsync(http, events, 2)).Select(static i => i.Data));
    }

    private static async Task<List<SseItem<string>>> ReadAsync(HttpClient http, string path, int after)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (after > 0) request.Headers.Add("Last-Event-ID", $"{after}");
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        response.EnsureSuccessStatusCode();
        List<SseItem<string>> items = [];
        await foreach (SseItem<string> item in SseParser.Create(await response.Content.ReadAsStreamAsync(Token)).EnumerateAsync(Token))
        {
            items.Add(item);
            if (item.EventType == "completed") break;
        }

        return items;
    }

    private static string TextOf(SseItem<string> item)
    {
        using JsonDocument message = JsonDocument.Parse(item.Data);
        return message.RootElement.GetProperty("text").GetString()!;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
