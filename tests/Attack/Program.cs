using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenCode.Attack;

if (args is not [var kind, var address, var compression, var patience])
{
    Console.Error.WriteLine("usage: OpenCode.Attack get|list|prompt|text|binary|raw|live|durable ADDRESS compressed|plain SECONDS");
    return 2;
}

using var stop = new CancellationTokenSource();
using var client = AttackedClient.Create(new Uri(address), compression == "compressed");
var clock = Stopwatch.StartNew();
var seen = new List<string>();
Exception? exception = null;
string result = "";
try
{
    result = await AttackedClient.RunAsync(client, kind, TimeSpan.FromSeconds(double.Parse(patience, CultureInfo.InvariantCulture)), seen, stop);
}
#pragma warning disable CA1031 // What may come out of a client is the question.
catch (Exception e)
#pragma warning restore CA1031
{
    exception = e;
}

double seconds = clock.Elapsed.TotalSeconds;
string text = exception?.ToString() ?? "";
Console.WriteLine(JsonSerializer.Serialize(new
{
    Outcome = exception is null ? result : OutcomeText.Of(exception, stop.Token),
    Seconds = seconds,
    PeakMegabytes = PeakMemory.Megabytes(),
    Leaks = AttackedClient.HoldsSecret(text),
    Seen = string.Join(' ', seen),
    Text = text.Length < 6000 ? text : text[..6000] + "…",
}));
return 0;
