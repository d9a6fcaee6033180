using System.Text.Json;
using System.Text.Json.Nodes;
using OpenCode.Contract.Tests.Turns;
using OpenCode.Core.Operations;
using OpenCode.Testing;
using OpenCode.Verification.Values;
using OpenCodeGen.Preparing;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>What was recorded, read by the models of all three clients and written again: the same values, but for what is known.</summary>
public sealed class FidelityTests(TurnServer server)
{
    private static readonly string[] _clients = ["OpenCode.Client", "Kiota", "NSwag"];
    private static readonly Lazy<IReadOnlyList<RecordedBody>> _recorded = new(RecordedBody.ReadAll);
    private static readonly Lazy<KiotaCodec> _kiota = new(static () => new KiotaCodec());
    private static readonly Lazy<NSwagCodec> _nswag = new(static () => new NSwagCodec());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("OpenCode.Client")]
    [InlineData("Kiota")]
    [InlineData("NSwag")]
    public void What_was_recorded_comes_back_as_it_was(string client)
    {
        (HashSet<string> losses, int read) = Losses(client, _recorded.Value);

        Assert.InRange(read, 400, int.MaxValue);
        Assert.Equal([], losses.Where(l => !KnownLosses.Of(client).Any(k => k.IsOf(l))));
        Assert.Equal([], KnownLosses.Of(client).Where(k => !k.IsLive && !losses.Any(k.IsOf)));
    }

    /// <summary>What a real server writes after a turn, to everything that can be asked without knowing more than a session.</summary>
    [Fact(Timeout = 180_000)]
    public async Task What_a_real_server_writes_comes_back_as_it_was()
    {
        OpenCodeSandbox sandbox = await server.SandboxAsync();
        await using OpenCodeClient client = await server.ClientAsync();
        var session = await client.Session.PostAsync(new() { Title = "Fidelity" }, Token);
        string prompt = server.Prompt(
            new ModelTurn().Reasoning("Hm.").ToolCall("bash", new { command = "echo seen", description = "Say" }).Usage(10, 5),
            new ModelTurn().Text("Done."));
        await client.Session[session.Id].Message.PostAsync(new() { Parts = [new Models.TextPartInput { Text = prompt }] }, Token);

        List<RecordedBody> bodies = [];
        using HttpClient http = new() { BaseAddress = sandbox.BaseUri, Timeout = TimeSpan.FromSeconds(10) };
        IEnumerable<Operation> questions = OperationCatalog.All.Where(static o => o is { Kind: OperationKind.Json, IsLongRunning: false });
        foreach (Operation operation in questions.Where(static o => o.Method == HttpMethod.Get))
        {
            string path = operation.PathTemplate.Replace("{sessionID}", session.Id, StringComparison.Ordinal);
            if (path.Contains('{', StringComparison.Ordinal)) continue;
            string directory = Uri.EscapeDataString(sandbox.Directory);
            using HttpResponseMessage? response = await AskAsync(http, $"{path}?directory={directory}&location[directory]={directory}");
            if (response is null) continue;
            if (response.Content.Headers.ContentType?.MediaType != "application/json") continue;
            byte[] body = await response.Content.ReadAsByteArrayAsync(Token);
            if (JsonNode.Parse(body) is { } json) bodies.Add(new RecordedBody(operation, (int)response.StatusCode, json));
        }

        Assert.InRange(bodies.Count, 40, int.MaxValue);
        Assert.All(_clients, name =>
        {
            HashSet<string> losses = Losses(name, bodies).Losses;
            Assert.Equal([], losses.Where(l => !KnownLosses.Of(name).Any(k => k.IsOf(l))));
            Assert.Equal([], KnownLosses.Of(name).Where(k => k.IsLive && !losses.Any(k.IsOf)));
        });
        RecordedBody[] fitting = PreparedWireTests.Fitting(bodies);
        Assert.InRange(fitting.Length, 30, int.MaxValue);
        IEnumerable<PreparationTarget> targets = Enum.GetValues<PreparationTarget>().Where(static t => t != PreparationTarget.None);
        Assert.All(targets, t => Assert.Equal(PreparedWireTests.LiveMisfits(t), PreparedWireTests.Misfits(t, fitting)));
    }

    // What looks something up in the network may take its time: null.
    private static async Task<HttpResponseMessage?> AskAsync(HttpClient http, string url)
    {
        try
        {
            return await http.GetAsync(url, Token);
        }
        catch (TaskCanceledException) when (!Token.IsCancellationRequested)
        {
            return null;
        }
    }

    private static (HashSet<string> Losses, int Read) Losses(string client, IEnumerable<RecordedBody> bodies)
    {
        IBodyCodec codec = client switch { "Kiota" => _kiota.Value, "NSwag" => _nswag.Value, _ => new ClientCodec() };
        HashSet<string> losses = [];
        int read = 0;
        foreach (RecordedBody body in bodies)
        {
            JsonNode? rewritten;
            try
            {
                rewritten = codec.Rewrite(body);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NotSupportedException)
            {
                losses.Add($"{body}: not read: {e.Message}");
                continue;
            }

            if (rewritten is null) continue;
            read++;
            foreach (JsonDifference difference in JsonComparison.Compare(Element(body.Json), Element(rewritten)))
                losses.Add($"{body}: {GeneralPointer.Of(difference.Pointer)} {difference.Kind}");
        }

        return (losses, read);
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
