using OpenCode.Contract.Tests.Consumer;
using OpenCode.Core.Operations;
using OpenCode.Verification.Contract.Pacts;
using OpenCode.Verification.Outcomes;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>Which interactions the responses that are changed come from: the first success of every operation.</summary>
internal static class MutationSample
{
    // Six and a half megabytes, which would be changed several thousand times.
    private const string Huge = "provider.list";

    // States that take no turn of a model, and no other long preparation.
    private static readonly HashSet<string> _quick =
    [
        "a session", "a session with a note", "a session with a conversation", "a session with a failed tool", "a session of the second API",
        "a conversation of the second API", "a terminal", "a terminal of the second API", "a project", "a worktree", "an integration", "a context server",
    ];

    // They make the server let go of everything it has loaded.
    private static readonly HashSet<string> _slow =
        [Huge, "global.dispose", "instance.dispose", "config.update", "global.config.update", "experimental.projectCopy.generateName"];

    /// <summary>One interaction of every operation.</summary>
    public static IReadOnlySet<string> All { get; } = Of(static i => true);

    /// <summary>Operations that answer at once, and more than a truth value.</summary>
    public static IReadOnlySet<string> Quick { get; } =
        Of(static i => (i.State is null || _quick.Contains(i.State)) && !_slow.Contains(i.Operation) && HasContent(i.Operation));

    /// <summary>Every successful interaction of the operations in a sample.</summary>
    public static IReadOnlySet<string> Successes(IReadOnlySet<string> sample)
    {
        HashSet<string> operations = [.. sample.Select(PactInteraction.OperationOf)];
        return PactFile.Requests.Interactions
            .Where(i => i.IsSuccess && i.Operation != Huge && operations.Contains(i.Operation))
            .Select(static i => i.Description)
            .ToHashSet();
    }

    private static HashSet<string> Of(Func<PactInteraction, bool> condition) => [.. PactFile.Requests.Interactions
        .Where(i => i.IsSuccess && condition(i))
        .GroupBy(static i => i.Operation)
        .Select(static g => g.First().Description)];

    private static bool HasContent(string operation)
        => ModelShapes.Model.Operations.Single(o => o.Id == operation) is { Result: ResultKind.Json, ResultType: not (null or ScalarRef) };
}
