using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Recording;

/// <summary>Sends one answer on to the client of a <see cref="RecordingProxy"/>, and tells its receivers.</summary>
internal sealed class ResponseRelay(RecordingProxyOptions options, HttpContext context, string? label)
{
    private const int PieceSize = 32 * 1024;

    // A relay is made when its request has come.
    private readonly DateTimeOffset _started = options.TimeProvider.GetUtcNow();

    /// <summary>Whether receivers have been told.</summary>
    public bool IsReported { get; private set; }

    public async Task SendAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        if ((int)answer.StatusCode == StatusCodes.Status101SwitchingProtocols)
        {
            ForwardedHeaders.Copy(answer, context.Response, isOwnBody: false);
            Report(Exchange(answer, ReadOnlyMemory<byte>.Empty));
            await UpgradeAsync(body, cancellationToken);
            return;
        }

        bool isStream = MediaType.Of(ContentType(answer)) == MediaType.EventStream;
        if (isStream) await SendEventsAsync(answer, body, cancellationToken);
        else if (options.Mutate is not null) await SendWholeAsync(answer, body, options.Mutate, cancellationToken);
        else await SendPiecesAsync(answer, body, cancellationToken);
    }

    private async Task SendPiecesAsync(HttpResponseMessage answer, Stream body, CancellationToken cancellationToken)
    {
        Begin(answer);
        using var copy = new MemoryStream();
        long length = 0;
        long? declared = answer.Content.Headers.ContentLength;
        byte[] piece = new byte[PieceSize];
        await context.Response.StartAsync(cancellationToken);
        for (int read; (read = await body.ReadAsync(piece, cancellationToken)) > 0;)
        {
            length += read;
            if (length <= options.MaxRecordedBytes) copy.Write(piece, 0, read);

            // Before the client can know that the answer is complete: whoever waits for the answer finds it recorded.
            if (length == declared) ReportBody(answer, copy, length);
            await context.Response.Body.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }

        ReportBody(answer, copy, length);
    }

    private async Task SendWholeAsync(
        HttpResponseMessage answer, Stream body, Func<RecordedExchange, MutatedResponse?> mutate, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy, cancellationToken);
        RecordedExchange exchange = Exchange(answer, Plain(answer, copy.ToArray()));
        if (mutate(exchange) is not { } mutated)
        {
            Begin(answer);
            Report(exchange);
            if (copy.Length > 0) await context.Response.Body.WriteAsync(copy.ToArray(), cancellationToken);
            return;
        }

        context.Response.StatusCode = mutated.Status;
        ForwardedHeaders.Copy(answer, context.Response, isOwnBody: true);
        context.Response.ContentType = mutated.ContentType;
        Report(exchange with { Status = mutated.Status, ContentType = mutated.ContentType, Body = mutated.Body });
        if (!mutated.Body.IsEmpty)
        {
            context.Response.ContentLength = mutated.Body.Length;
            await context.Response.Body.WriteAsync(mutated.Body, cancellationToken);
        }
    }

    private async Task SendEventsAsync(HttpResponseMessage answer, Stream body, CancellationToken cancellationToken)
    {
        Begin(answer);
        RecordedExchange stream = Exchange(answer, null);
        Report(stream);
        await context.Response.StartAsync(cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);

        // The receivers must not hold up the stream.
        var frames = new Pipe(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
        Task telling = TellEventsAsync(stream, frames.Reader);
        try
        {
            byte[] piece = new byte[PieceSize];
            for (int read; (read = await body.ReadAsync(piece, cancellationToken)) > 0;)
            {
                await frames.Writer.WriteAsync(piece.AsMemory(0, read), CancellationToken.None);
                await context.Response.Body.WriteAsync(piece.AsMemory(0, read), cancellationToken);
                await context.Response.Body.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            await frames.Writer.CompleteAsync();
            await telling;
        }
    }

    private async Task TellEventsAsync(RecordedExchange stream, PipeReader frames)
    {
        await foreach (ReadOnlyMemory<byte> data in EventFrames.ReadAsync(frames.AsStream()))
        {
            foreach (ITrafficReceiver receiver in options.Receivers) receiver.AddEvent(stream, data);
        }
    }

    private async Task UpgradeAsync(Stream server, CancellationToken cancellationToken)
    {
        await using Stream client = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        using var oneEnded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task up = client.CopyToAsync(server, oneEnded.Token);
        Task down = server.CopyToAsync(client, oneEnded.Token);
        await Task.WhenAny(up, down);
        await oneEnded.CancelAsync();
        await Task.WhenAll(up, down).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Begin(HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        if (context.Features.Get<IHttpResponseFeature>() is { } feature) feature.ReasonPhrase = answer.ReasonPhrase;
        ForwardedHeaders.Copy(answer, context.Response, isOwnBody: false);
    }

    private void ReportBody(HttpResponseMessage answer, MemoryStream copy, long length)
    {
        if (!IsReported) Report(Exchange(answer, length > options.MaxRecordedBytes ? null : Plain(answer, copy.ToArray())));
    }

    private void Report(RecordedExchange exchange)
    {
        IsReported = true;
        foreach (ITrafficReceiver receiver in options.Receivers) receiver.Add(exchange);
    }

    private RecordedExchange Exchange(HttpResponseMessage answer, ReadOnlyMemory<byte>? body) => new()
    {
        Method = context.Request.Method,
        Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        Status = (int)answer.StatusCode,
        ContentType = ContentType(answer),
        Body = body,
        StartedAt = _started,
        Label = label,
    };

    private ReadOnlyMemory<byte>? Plain(HttpResponseMessage answer, ReadOnlyMemory<byte> body)
        => ContentCoding.Undo(body, answer.Content.Headers.ContentEncoding.FirstOrDefault(), options.MaxRecordedBytes);

    private static string? ContentType(HttpResponseMessage answer)
        => answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;
}
