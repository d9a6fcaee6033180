using OpenCode.Core;
using Polly;
using Polly.Retry;

namespace OpenCode.Retrying;

/// <summary>Sends requests again in a pipeline of Polly's.</summary>
/// <remarks>
/// The first attempt is made before and outside, so that a request that succeeds pays nothing for this. The pipeline begins
/// with the failure of that attempt in place of an attempt of its own.
/// </remarks>
internal sealed class PipelineRepeater : RequestRepeater
{
    private static readonly ResiliencePropertyKey<Repetition> Key = new("OpenCode.Repetition");

    private readonly ResiliencePipeline _pipeline;
    private readonly Random _random;

    /// <param name="timeProvider">The clock of the waits.</param>
    /// <param name="random">Spreads the waits out; null for the shared source.</param>
    public PipelineRepeater(TimeProvider timeProvider, Random? random = null)
    {
        _random = random ?? Random.Shared;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                // Each request has limits of its own, which the repetition knows.
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = static args => args.Outcome.Exception is OpenCodeException failure ? RepetitionOf(args.Context).DecideAsync(failure) : new(false),
                DelayGenerator = static args => new(RepetitionOf(args.Context).Delay),
                OnRetry = static args =>
                {
                    RepetitionOf(args.Context).Announce();
                    return default;
                },
            })
            .Build();
    }

    /// <inheritdoc/>
    public override bool MayRepeat(RequestRun request, OpenCodeException failure)
        => request.Retry.MaxAttempts > 1 && (RepeatRule.Allows(request, failure) || RepeatRule.AllowsWithAnotherCredential(request, failure));

    /// <inheritdoc/>
    public override async ValueTask<T> RepeatAsync<T>(RequestRun request, AnswerReader<T> reader, OpenCodeException failure)
    {
        using var repetition = new Repetition(request, failure, _random);
        ResilienceContext context = ResilienceContextPool.Shared.Get(request.Operation.Id, continueOnCapturedContext: false, repetition.Token);
        context.Properties.Set(Key, repetition);
        try
        {
            Outcome<T> outcome = await _pipeline
                .ExecuteOutcomeAsync(static (_, state) => state.NextAsync(), context, new Attempts<T>(request, reader, failure))
                .ConfigureAwait(false);
            outcome.ThrowIfException();
            return outcome.Result!;
        }
        catch (OperationCanceledException) when (repetition.Token.IsCancellationRequested)
        {
            throw repetition.Translate();
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Repetition RepetitionOf(ResilienceContext context)
        => context.Properties.TryGetValue(Key, out Repetition? repetition) ? repetition : throw new InvalidOperationException("The pipeline ran without a request.");

    private sealed class Attempts<T>(RequestRun request, AnswerReader<T> reader, OpenCodeException first)
    {
        private bool _isBegun;

        public async ValueTask<Outcome<T>> NextAsync()
        {
            if (!_isBegun)
            {
                _isBegun = true;
                return Outcome.FromException<T>(first);
            }

            try
            {
                return Outcome.FromResult(await request.AttemptAsync(reader).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                return Outcome.FromException<T>(e);
            }
        }
    }
}
