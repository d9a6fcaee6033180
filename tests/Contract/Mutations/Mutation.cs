using OpenCode.Core.Operations;
using OpenCode.Verification;
using OpenCode.Verification.Results;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>A change that was made to the response of an operation.</summary>
internal sealed record Mutation(string Operation, MutationPlace Place, int OldStatus, int NewStatus)
{
    public MutationKind Kind => Place.Kind;

    /// <summary>Whether a drift names this change: its place, and what is wrong there.</summary>
    public bool IsNamedBy(Drift drift) => drift.KnownReason is null && IsAt(drift);

    /// <summary>Whether the change makes of the response what servers are known to send.</summary>
    public bool IsKnownBy(Drift drift) => drift.KnownReason is not null && IsAt(drift);

    public override string ToString() => $"{Operation} {OldStatus}{(OldStatus == NewStatus ? "" : $" -> {NewStatus}")} {Place}";

    private bool IsAt(Drift drift) => drift.Status == NewStatus && Place.Names.Contains((drift.Pointer, drift.Kind));
}
