namespace OpenCode.Verification.Contract.Interactions;

/// <summary>Every interaction of the pacts.</summary>
internal static class AllInteractions
{
    public static IReadOnlyList<Interaction> List { get; } =
    [
        .. ServerInteractions.All,
        .. ProjectInteractions.All,
        .. SessionInteractions.All,
        .. MessageInteractions.All,
        .. ApprovalInteractions.All,
        .. TerminalInteractions.All,
        .. ContextServerInteractions.All,
        .. ApiInteractions.All,
        .. ApiSessionInteractions.All,
        .. ErrorInteractions.All,
    ];
}
