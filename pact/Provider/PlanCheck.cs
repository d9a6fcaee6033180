using System.Text.Json;
using OpenCode.Pact.Consumer;

namespace OpenCode.Pact.Provider;

/// <summary>Refuses a plan that the core would silently verify nothing of.</summary>
internal static class PlanCheck
{
    public static async Task CheckAsync(VerificationPlan plan, CancellationToken cancellationToken)
    {
        CheckAddress(plan.Address, "the provider", nameof(plan));
        CheckAddress(plan.States, "the states", nameof(plan));
        CheckAddress(plan.Messages, "the messages", nameof(plan));
        if (plan.RequestTimeout < TimeSpan.FromMilliseconds(1))
        {
            throw new ArgumentException(
                $"The plan gives a request {plan.RequestTimeout}, in which none can be answered; RequestTimeout must be a millisecond at least.", nameof(plan));
        }

        if (plan.Pacts.Count == 0) throw new ArgumentException("The plan has no pact; give Pacts at least one file.", nameof(plan));
        foreach (string pact in plan.Pacts) await CheckFileAsync(pact, cancellationToken);
    }

    private static void CheckAddress(Uri? address, string whose, string parameter)
    {
        if (address is null || (address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))) return;
        throw new ArgumentException($"The plan has '{address}' as the address of {whose}; give an absolute one, such as http://127.0.0.1:4096.", parameter);
    }

    private static async Task CheckFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using FileStream file = File.OpenRead(path);
            using JsonDocument pact = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
            if (pact.RootElement.ValueKind == JsonValueKind.Object && (IsList(pact.RootElement, "interactions") || IsList(pact.RootElement, "messages")))
                return;
            throw new PactCoreException($"'{path}' is JSON but no pact: it has no list of 'interactions'. Give a file that PactContract.Write made.");
        }
        catch (JsonException error)
        {
            throw new PactCoreException($"The pact '{path}' is not JSON: {error.Message} Write it again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new PactCoreException($"The pact '{path}' cannot be read: {error.Message} Give the path of a file that PactContract.Write made.", error);
        }
    }

    private static bool IsList(JsonElement pact, string name) => pact.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array;
}
