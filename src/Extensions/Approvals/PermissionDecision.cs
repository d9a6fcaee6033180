using OpenCode.Models;

namespace OpenCode.Approvals;

/// <summary>What is said to a request for a permission.</summary>
public sealed record PermissionDecision
{
    private PermissionDecision(PermissionReply? reply, string? message = null) => (Reply, Message) = (reply, message);

    /// <summary>Yes, this time.</summary>
    public static PermissionDecision AllowOnce { get; } = new(PermissionReply.Once);

    /// <summary>Yes, and to the patterns of <see cref="PermissionRequest.Always"/> as long as the server runs.</summary>
    public static PermissionDecision AllowAlways { get; } = new(PermissionReply.Always);

    /// <summary>No; the agent stops.</summary>
    public static PermissionDecision Deny { get; } = new(PermissionReply.Reject);

    /// <summary>Nothing: the request stays open, for another process to answer. The turn waits.</summary>
    public static PermissionDecision Leave { get; } = new((PermissionReply?)null);

    /// <summary>The reply to send; null for none.</summary>
    public PermissionReply? Reply { get; }

    /// <summary>What the agent is told with a refusal; null for nothing.</summary>
    public string? Message { get; }

    /// <summary>No, and the agent is told why, and goes on without.</summary>
    /// <param name="message">Why, or what to do instead.</param>
    public static PermissionDecision DenyBecause(string message)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        return new PermissionDecision(PermissionReply.Reject, message);
    }
}
