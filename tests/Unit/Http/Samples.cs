using System.Text.Json;
using OpenCode.Core.Events;
using OpenCode.Core.EventSources;
using OpenCode.Core.Json;
using OpenCode.Core.Observing;
using OpenCode.Core.Operations;
using OpenCode.Core.Options;
using OpenCode.Runtime;
using Xunit;

namespace OpenCode.Client.Tests.Http;

/// <summary>Operations and models like the generated ones, small enough to see through.</summary>
internal static class Samples
{
    /// <summary>Ends with the test.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Operation<Thing> Get { get; } = Make("thing.get", OperationKind.Json);

    public static Operation<Thing> Prompt { get; } = Make("thing.prompt", OperationKind.Json, isLongRunning: true, method: HttpMethod.Post);

    public static Operation<Thing> Watch { get; } = Make("thing.watch", OperationKind.EventStream, contentType: "text/event-stream");

    public static Operation<Thing> Delete { get; } = Make("thing.delete", OperationKind.NoContent, contentType: null, status: "204", method: HttpMethod.Delete);

    /// <summary>An operation of any method that has a JSON answer.</summary>
    public static Operation<Thing> WithMethod(HttpMethod method) => Make("thing.any", OperationKind.Json, method: method);

    public static Operation<Thing> Diff { get; } = Make("thing.diff", OperationKind.Text, contentType: "text/x-diff; charset=utf-8");

    public static Operation<Thing> Download { get; } = Make("thing.download", OperationKind.Binary, contentType: "application/octet-stream");

    public static Operation<IReadOnlyList<Thing>> List { get; } = new()
    {
        Id = "thing.list",
        Method = HttpMethod.Get,
        PathTemplate = "/thing",
        Kind = OperationKind.Json,
        ResultDecoder = DecodeList,
    };

    /// <summary>A sender whose messages go to a stub.</summary>
    public static HttpRequestSender Sender(
        StubHandler stub, OpenCodeClientOptions? options = null, TimeProvider? clock = null, Func<Operation, EventStreamTraits?>? eventStreams = null)
        => new(Settings(stub, options ?? new OpenCodeClientOptions(), clock, eventStreams, RetryOptions.None), null, ClientObserver.None);

    /// <summary>A sender that repeats requests whose messages go to a stub; each wait is the shortest it can be.</summary>
    public static HttpRequestSender Repeating(StubHandler stub, TimeProvider clock, OpenCodeClientOptions? options = null, ClientObserver? observer = null)
        => new(Settings(stub, options ?? new OpenCodeClientOptions(), clock, null, null), new LeastRandom(), observer ?? ClientObserver.None);

    /// <summary>A client whose messages go to a stub.</summary>
    public static OpenCodeClient Client(StubHandler stub, OpenCodeClientOptions? options = null)
        => new(Completed(stub, options ?? new OpenCodeClientOptions(), null));

    /// <summary>The settings of a client of OpenCode.</summary>
    public static ClientSettings Resolve(
        OpenCodeClientOptions options, Func<string, string?> readVariable, Func<Operation, EventStreamTraits?>? eventStreams = null)
        => ClientSettings.Create(
            options.WithEnvironment(readVariable),
            eventStreams is null ? OpenCodeProfile.Instance : OpenCodeProfile.Instance with { FindEventStream = eventStreams });

    /// <summary>The settings that a client resolved.</summary>
    public static ClientSettings SettingsOf(OpenCodeClient client) => ((HttpRequestSender)client.Sender).Settings;

    /// <summary>Where a client lists its subscriptions.</summary>
    public static SubscriptionRegistry RegistryOf(OpenCodeClient client) => ((HttpRequestSender)client.Sender).Registry;

    /// <summary>The connections of an event stream.</summary>
    public static EventStreamSource<Thing> Source(HttpRequestSender sender, RequestConfiguration? configuration = null)
        => sender.Pipeline.CreateSource(Watch, "/event", configuration, null, sender.Registry);

    private static ClientSettings Settings(
        StubHandler stub, OpenCodeClientOptions options, TimeProvider? clock, Func<Operation, EventStreamTraits?>? eventStreams, RetryOptions? retry)
        => Resolve(Completed(stub, options, clock, retry), _ => null, eventStreams ?? (static _ => null));

    private static OpenCodeClientOptions Completed(
        StubHandler stub, OpenCodeClientOptions options, TimeProvider? clock, RetryOptions? retry = null) => new()
        {
            BaseUri = options.BaseUri,
            Password = options.Password,
            UserName = options.UserName,
            Credentials = options.Credentials,
            Retry = retry ?? options.Retry,
            Directory = options.Directory,
            Workspace = options.Workspace,
            Budgets = options.Budgets,
            Streams = options.Streams,
            StrictDecoding = options.StrictDecoding,
            OnDrift = options.OnDrift,
            MaxResponseBytes = options.MaxResponseBytes,
            HttpClient = new HttpClient(stub) { Timeout = Timeout.InfiniteTimeSpan },
            TimeProvider = clock ?? TimeProvider.System,
        };

    private static Operation<Thing> Make(
        string id, OperationKind kind, bool isLongRunning = false, string? contentType = "application/json", string status = "200", HttpMethod? method = null)
        => new()
        {
            Id = id,
            Method = method ?? HttpMethod.Get,
            PathTemplate = "/thing/{thingID}",
            Kind = kind,
            IsLongRunning = isLongRunning,
            ResultDecoder = Thing.Decode,
            Responses =
            [
                new OperationResponse<Thing>(status, contentType, contentType is null ? null : Thing.Decode),
                new OperationResponse<ThingError>("400", "application/json", ThingError.Decode),
                new OperationResponse<ThingError>("404", "application/json", ThingError.Decode),
            ],
        };

    private static IReadOnlyList<Thing> DecodeList(ref Utf8JsonReader reader, JsonDecoding decoding) => decoding.ReadList(ref reader, Thing.Decode);
}

/// <summary>Always draws the smallest number, so that a wait is exactly half of what it could be.</summary>
internal sealed class LeastRandom : Random
{
    public override double NextDouble() => 0;
}

/// <summary>A model with one required and one optional text.</summary>
internal sealed class Thing : IJsonModel<Thing>
{
    public required string Name { get; init; }

    public string? Note { get; init; }

    public static Thing Decode(ref Utf8JsonReader reader, JsonDecoding decoding)
    {
        long start = reader.TokenStartIndex;
        string name = "";
        string? note = null;
        ulong seen = 0;
        if (decoding.BeginsObject(ref reader))
        {
            while (decoding.NextProperty(ref reader, out ReadOnlySpan<byte> property))
            {
                if (property.SequenceEqual("name"u8))
                {
                    name = decoding.ReadString(ref reader);
                    seen = 1;
                }
                else if (property.SequenceEqual("note"u8))
                {
                    note = decoding.ReadString(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            if (seen != 1) decoding.MissingProperties(start, seen, ["name"]);
        }

        return new Thing { Name = name, Note = note };
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Name);
        if (Note is not null) writer.WriteString("note", Note);
        writer.WriteEndObject();
    }
}

/// <summary>An error as the spec writes them: <c>{"_tag":"ThingError","message":…}</c>.</summary>
internal sealed class ThingError
{
    public required string Message { get; init; }

    public static ThingError Decode(ref Utf8JsonReader reader, JsonDecoding decoding)
    {
        long start = reader.TokenStartIndex;
        string message = "";
        ulong seen = 0;
        if (decoding.BeginsObject(ref reader))
        {
            while (decoding.NextProperty(ref reader, out ReadOnlySpan<byte> property))
            {
                if (property.SequenceEqual("_tag"u8))
                {
                    decoding.ReadConstant(ref reader, "ThingError"u8);
                    seen |= 1;
                }
                else if (property.SequenceEqual("message"u8))
                {
                    message = decoding.ReadString(ref reader);
                    seen |= 2;
                }
                else
                {
                    reader.Skip();
                }
            }

            if (seen != 3) decoding.MissingProperties(start, seen, ["_tag", "message"]);
        }

        return new ThingError { Message = message };
    }
}
