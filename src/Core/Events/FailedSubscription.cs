namespace OpenCode.Core.Events;

/// <summary>What is left of a subscription that ended with an error.</summary>
/// <param name="OperationId">Its operation.</param>
/// <param name="State">Its last state.</param>
public sealed record FailedSubscription(string OperationId, EventStreamState State);
