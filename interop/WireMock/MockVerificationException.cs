using System.Text;
using OpenCode.Core.Operations;
using OpenCode.WireMock.Receiving;

namespace OpenCode.WireMock;

/// <summary>A mock was called otherwise than it should have been.</summary>
public sealed class MockVerificationException : Exception
{
    private const int MostRequests = 20;

    private MockVerificationException(string message)
        : base(message)
    {
    }

    internal static MockVerificationException Of(
        Operation operation, int times, int found, bool hasCondition, IReadOnlyList<MockRequest> received)
    {
        StringBuilder message = new();
        message.Append($"{operation} should have been called {Times(times)}{(hasCondition ? " so that the condition is met" : "")}, and was {Times(found)}.");
        if (received.Count == 0) return new MockVerificationException(message.Append(" Nothing was received.").ToString());
        message.Append(" Received:");
        foreach (MockRequest request in received.Take(MostRequests)) message.AppendLine().Append("  ").Append(request);
        if (received.Count > MostRequests) message.AppendLine().Append($"  and {received.Count - MostRequests} more");
        return new MockVerificationException(message.ToString());
    }

    private static string Times(int count) => count switch
    {
        0 => "never",
        1 => "once",
        _ => $"{count} times",
    };
}
