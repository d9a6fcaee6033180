using OpenCode.Verification.Contract.States;

namespace OpenCode.Verification.Contract.Interactions;

/// <summary>The second API, sessions aside.</summary>
internal static class ApiInteractions
{
    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("v2.health.get", "is healthy"),
        new("v2.location.get", "knows where it is"),
        new("v2.location.get", "goes where it is told") { Given = "a project", Query = """{"location":{"directory":"${directory}"}}""" },
        new("v2.agent.list", "lists the agents"),
        new("v2.model.list", "lists the models") { Needs = ServerNeed.Project, Choose = Choose.At("/data", "has", "/data/*/api", "ModelV2ApiAisdk") },
        new("v2.provider.list", "lists the providers") { Needs = ServerNeed.Project, Choose = Choose.At("/data", "has", "/data/*/api", "ProviderAisdk") },
        new("v2.provider.get", "is found") { Needs = ServerNeed.Project, Path = Choose.Provider("scripted"), Choose = Choose.At("/data/api", "ProviderAisdk") },
        new("v2.command.list", "lists the commands"),
        new("v2.skill.list", "lists the skills"),
        new("v2.reference.list", "lists the references") { Given = "a folder with a reference", Query = """{"location":{"directory":"${directory}"}}""",
            Choose = Choose.At("/data/*/source", "ReferenceLocalSource") },
        new("v2.fs.read", "reads a file") { Needs = ServerNeed.Project, Path = Choose.Path("*", "README.md"), TextAnswer = ("text/markdown", "") },
        new("v2.fs.list", "lists a folder"),
        new("v2.fs.find", "finds a file by its name") { Needs = ServerNeed.Project, Query = """{"query":"README"}""" },
        new("v2.integration.list", "offers keys") { Choose = Choose.At("/data", "has", "/data/*/methods/*", "+IntegrationKeyMethod+IntegrationEnvMethod") },
        new("v2.integration.list", "offers a sign-in") { Choose = Choose.At("/data", "has", "/data/*/methods/*", "+IntegrationOAuthMethod") },
        new("v2.integration.get", "is found") { Given = "an integration", Choose = Choose.At("/data/methods/*", "+IntegrationKeyMethod") },
        new("v2.integration.get", "has a credential") { Given = "a credential", Choose = Choose.At("/data/connections/*", "+ConnectionCredentialInfo") },
        new("v2.integration.connect.key", "takes a key") { Given = "an integration", Body = """{"key":"not-a-real-key","label":"first"}""" },
        new("v2.credential.update", "is renamed") { Given = "a credential", Body = """{"label":"second"}""" },
        new("v2.credential.remove", "is removed") { Given = "a credential" },
        new("v2.integration.attempt.cancel", "is cancelled") { Path = Choose.Path("attemptID", "att_unknown") },
    ];
}
