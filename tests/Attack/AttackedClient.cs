using System.Globalization;
using System.Text;
using OpenCode.Core.Events;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;
using OpenCode.Models;

namespace OpenCode.Attack;

/// <summary>A client with short time limits and otherwise default options, and the calls that are made with it.</summary>
internal static class AttackedClient
{
    private const string UserName = "attacked";
    private const string Password = "hunter2-kept-secret";

    // What the hostile server sends behind its attack.
    private const string Last = "done";

    private static readonly TimeSpan _shortLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _total = TimeSpan.FromSeconds(5);

    public static OpenCodeClient Create(Uri address, bool compressed) => new(new OpenCodeClientOptions
    {
        BaseUri = address,
        UserName = UserName,
        Password = Password,
        AllowCompression = compressed ? true : null,
        OnDrift = static _ => { },
        Budgets = new RequestBudgets { ResponseHeaders = _shortLimit, IdleBetweenBytes = _shortLimit },
        Retry = new RetryOptions { Delay = TimeSpan.FromMilliseconds(50) },
        Streams = new EventStreamOptions
        {
            ReconnectDelay = TimeSpan.FromMilliseconds(100),
            MaxReconnectDelay = TimeSpan.FromMilliseconds(400),
            SilenceLimit = _shortLimit,
            RefreshAfter = _shortLimit,
            GiveUpAfter = TimeSpan.FromSeconds(3),
        },
    });

    /// <summary>Whether a text tells the password, in any of the forms in which it is sent.</summary>
    public static bool HoldsSecret(string text)
        => text.Contains(Password, StringComparison.Ordinal)
            || text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}")), StringComparison.Ordinal);

    /// <summary>Makes one call; the caller leaves a stream when his patience is over.</summary>
    /// <returns><c>value</c>, <c>raw</c> with its status, or for a stream whether the last event came.</returns>
    public static async Task<string> RunAsync(OpenCodeClient client, string kind, TimeSpan patience, List<string> seen, CancellationTokenSource stop)
    {
        CancellationToken token = stop.Token;
        if (kind is "live" or "durable") stop.CancelAfter(patience);
        switch (kind)
        {
            case "get":
                await client.Session["ses_1"].GetAsync(Limit, token);
                return "value";
            case "list":
                await client.Session.GetAsync(Limit, token);
                return "value";
            case "prompt":
                await client.Session["ses_1"].Message.PostAsync(new SessionPromptRequest { Parts = [new TextPartInput { Text = "hello" }] }, Limit, token);
                return "value";
            case "text":
                await client.Vcs.Diff.Raw.GetAsync(Limit, token);
                return "value";
            case "binary":
                await using (Stream stream = await client.Api.Fs.Read["x.bin"].GetAsync(Limit, token))
                    await stream.CopyToAsync(Stream.Null, token);
                return "value";
            case "raw":
                RawResponse raw = await client.SendRawAsync(HttpMethod.Get, "/x", null, Limited(), token);
                return string.Create(CultureInfo.InvariantCulture, $"raw {(int)raw.Status}");
            case "live":
                return await ReadAsync(client.Event.SubscribeAsync(token), static e => e switch
                {
                    EventGap => "gap",
                    EventMessagePartDelta delta => delta.Properties.Delta,
                    UnknownEvent => "unknown",
                    _ => e.Type,
                }, seen);
            case "durable":
                return await ReadAsync(client.Api.Session["ses_1"].Event.SubscribeAsync(cancellationToken: token), static e => e switch
                {
                    SessionNextTextEnded text => text.Data.Text,
                    UnknownSessionDurableEvent => "unknown",
                    _ => e.GetType().Name,
                }, seen);
            default:
                throw new ArgumentException($"There is no call '{kind}'.", nameof(kind));
        }
    }

    private static async Task<string> ReadAsync<T>(EventSubscription<T> events, Func<T, string> nameOf, List<string> seen)
    {
        await foreach (T e in events)
        {
            string name = nameOf(e);
            seen.Add(name.Length <= 20 ? name : string.Create(CultureInfo.InvariantCulture, $"{name.Length}-long"));
            if (name == Last) return "seen";
        }

        return "ended";
    }

    private static void Limit(RequestConfiguration configuration) => configuration.Budgets = Limited().Budgets;

    private static RequestConfiguration Limited()
        => new() { Budgets = new RequestBudgets { ResponseHeaders = _shortLimit, IdleBetweenBytes = _shortLimit, Total = _total } };
}
