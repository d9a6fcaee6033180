using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Har;

namespace OpenCode.Fuzz.Areas;

/// <summary>A HAR file is read and checked, or refused with a message, and every entry is in one count.</summary>
internal sealed class HarArea(Lazy<Corpus> corpus) : FuzzArea
{
    private static readonly string[] _urls =
    [
        "http://127.0.0.1:4096/session", "http://127.0.0.1:4096/session/ses_1/message?x=1", "https://host/base/event", "http://[::1]/config", "/session", "",
            "ws://h/pty/1/connect", "http://%zz/",
    ];

    public override string Name => "har";

    public override int ShortRun => 10_000;

    public override byte[] CreateInput(Random random)
    {
        var entries = new JsonArray();
        for (int i = random.Next(4); i > 0; i--) entries.Add(Entry(random));
        byte[] har = Encoding.UTF8.GetBytes(new JsonObject { ["log"] = new JsonObject { ["version"] = "1.2", ["entries"] = entries } }.ToJsonString());
        return ByteMutation.Mutate(har, har, random);
    }

    public override void Try(byte[] input, Random random)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, input);
            Uri? known = random.Next(2) == 0 ? new Uri("http://127.0.0.1:4096") : null;
            int received = 0;
            var check = new ConformanceCheck(KnownDifferences.None);
            HarSummary summary = HarFile.ReadAsync(
                file,
                known,
                e =>
                {
                    received++;
                    check.Add(e);
                }).GetAwaiter().GetResult();
            if (summary.Exchanges != received) throw new FuzzException($"{summary.Exchanges} exchanges are counted and {received} handed on");
            int passed = summary.OtherHosts + summary.OtherPaths + summary.Unanswered + summary.Unreadable;
            if (summary.Entries != received + passed) throw new FuzzException($"{summary.Entries} entries are counted, and {received + passed} told");
        }
        catch (FormatException e) when (e.Message.Contains(file, StringComparison.Ordinal))
        {
            // Refused, and the message names the file.
        }
        finally
        {
            File.Delete(file);
        }
    }

    private JsonObject Entry(Random random)
    {
        string body = Encoding.UTF8.GetString(corpus.Value.AnyDocument(random));
        bool isBase64 = random.Next(3) == 0;
        var content = new JsonObject { ["size"] = random.Next(3) - 1, ["mimeType"] = random.Next(4) == 0 ? "x-unknown" : "application/json" };
        if (random.Next(4) > 0) content["text"] = isBase64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(body)) : body;
        if (isBase64) content["encoding"] = "base64";
        return new JsonObject
        {
            ["startedDateTime"] = DateTimeOffset.UnixEpoch.ToString("O", CultureInfo.InvariantCulture),
            ["request"] = new JsonObject { ["method"] = random.Next(3) == 0 ? "POST" : "GET", ["url"] = _urls[random.Next(_urls.Length)] },
            ["response"] = new JsonObject { ["status"] = random.Next(5) == 0 ? 0 : 200, ["content"] = content },
        };
    }
}
