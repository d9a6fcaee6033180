using OpenCode.Core.Operations;
using OpenCode.Verification.Contract.Events;
using OpenCode.Verification.Contract.Interactions;
using OpenCode.Verification.Contract.Pacts;
using OpenCodeGen.Model;

namespace OpenCode.Contract.Tests.Consumer;

/// <summary>
/// Every variant of a union in a response is in an interaction or an event of the pacts, or is listed with the reason why no server can be brought to it.
/// </summary>
public sealed class VariantTests
{
    private const string Settings = "Settings come back as they were written; the client's own tests hold their shapes.";
    private const string NotOffline = "No provider, reference or sign-in of that kind is there offline.";
    private const string NoSuchModel = "The scripted model cannot bring the server to it.";
    private const string NoState = "No state of the verification brings the server to it.";

    private static readonly Dictionary<string, string> _reasons = new()
    {
        ["ConfigAutoupdate"] = Settings,
        ["ConfigFormatter"] = Settings,
        ["ConfigLsp"] = Settings,
        ["ConfigLspObjectItem"] = Settings,
        ["ConfigReference"] = Settings,
        ["McpConfig"] = Settings,
        ["McpRemoteConfigOauth"] = Settings,
        ["PermissionConfig"] = Settings,
        ["PermissionRuleConfig"] = Settings,
        ["PluginConfig"] = Settings,
        ["ProviderConfigModelInterleaved"] = Settings,
        ["ReferenceConfig"] = Settings,
        ["ModelCapabilitiesInterleaved/ModelInterleavedField"] = Settings,
        ["AssistantMessageError/ProviderAuthError"] = NoSuchModel,
        ["AssistantMessageError/UnknownError"] = NoSuchModel,
        ["AssistantMessageError/MessageOutputLengthError"] = NoSuchModel,
        ["AssistantMessageError/ContextOverflowError"] = "The server shortens the conversation and asks the model again; the second answer is what comes.",
        ["FilePartSource/ResourceSource"] = "Needs a context server whose resource the server can read.",
        ["GlobalUpgradeResponse"] = "The upgrade is unreachable; its refusal is an interaction.",
        ["IntegrationAttemptStatus"] = NotOffline,
        ["IntegrationConnection/ConnectionEnvInfo"] = "Needs the key of a real provider in the server's environment.",
        ["LlmToolContent/ToolFileContent"] = "Needs a tool that answers with an image.",
        ["ModelV2Api/ModelV2ApiNative"] = NotOffline,
        ["OutputFormat"] = "Release 1.18.33 cannot list such a session: it refuses its own messages with 400.",
        ["Part/SnapshotPart"] = NoState,
        ["Part/RetryPart"] = NoState,
        ["ProviderApi/ProviderNative"] = NotOffline,
        ["ProviderAuthMethodPrompt"] = NotOffline,
        ["ReferenceSource/ReferenceGitSource"] = NotOffline,
        ["SessionMessage/SessionMessageCompaction"] = NoState,
        ["SessionMessage/SessionMessageShell"] = NoState,
        ["SessionMessage/SessionMessageSynthetic"] = NoState,
        ["SessionMessage/SessionMessageSystem"] = NoState,
        ["SessionMessageAssistantToolState/SessionMessageToolStatePending"] = "Lasts only while a model writes the arguments of a tool.",
        ["SessionDurableEvent/SessionNextContextUpdated"] = NoState,
        ["SessionDurableEvent/SessionNextSynthetic"] = NoState,
        ["SessionDurableEvent/SessionNextShellStarted"] = NoState,
        ["SessionDurableEvent/SessionNextShellEnded"] = NoState,
        ["SessionDurableEvent/SessionNextToolProgress"] = NoState,
        ["SessionDurableEvent/SessionNextRetried"] = NoState,
        ["SessionDurableEvent/SessionNextCompactionStarted"] = NoState,
        ["SessionDurableEvent/SessionNextCompactionEnded"] = NoState,
    };

    [Fact]
    public void Every_variant_of_an_answer_is_in_a_pact_or_listed_with_its_reason()
    {
        HashSet<string> chosen = [.. AllInteractions.List.SelectMany(static i => i.Choose.Values)
            .Concat(EventInteractions.List.SelectMany(static e => EventShapes.ChoicesOf(e).Values))
            .SelectMany(static c => c.Split('+'))];
        string[] missing = [.. from union in ResponseUnions.All
                               from variant in union.Cases
                               let name = ResponseShape.NameOf(variant)
                               where !chosen.Contains(name) && !IsWrittenByHand(union, variant)
                               select _reasons.ContainsKey(union.Name) ? union.Name : $"{union.Name}/{name}"];

        Assert.Equal(_reasons.Keys.Order(StringComparer.Ordinal), missing.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Answers written by hand choose nothing; they have the variant's tag.</summary>
    private static bool IsWrittenByHand(UnionType union, UnionCase variant) => variant.Type is NamedRef { Kind: NamedKind.Object } named
        && ModelShapes.Model.Objects.Single(o => o.Name == named.Name).Properties.FirstOrDefault(static p => p.Constant is not null)?.Constant is { } tag
        && AllInteractions.List.Any(
            i => i.Status is null && i.Answer?.ToJsonString().Contains($"\"{tag}\"", StringComparison.Ordinal) == true && ResponseUnions.Of(i.Operation)
                .Contains(union));
}
