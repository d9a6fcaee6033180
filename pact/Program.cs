using System.Text.Json;
using OpenCode.Pact;
using OpenCode.Pact.Provider;

// Started by PactVerifier only: the order comes through standard input, because it may hold secrets.
VerificationOrder? order = JsonSerializer.Deserialize(Console.In.ReadToEnd(), VerificationOrderJson.Default.VerificationOrder);
return order is null ? NativeVerification.CouldNotRun : NativeVerification.Run(order);
