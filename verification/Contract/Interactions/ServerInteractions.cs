using OpenCode.Verification.Contract.States;

namespace OpenCode.Verification.Contract.Interactions;

/// <summary>The server itself: health, configuration, providers, agents and tools.</summary>
internal static class ServerInteractions
{
    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("global.health", "is healthy"),
        new("global.config.get", "has settings"),
        new("global.config.update", "keeps a setting") { Body = """{"username":"somebody"}""", Choose = Choose.At("/username", "present") },
        new("global.dispose", "lets go of every project"),
        new("config.get", "has the project's settings") { Needs = ServerNeed.Project, Choose = Choose.At("/model", "present") },
        new("config.update", "keeps a setting of the project") { Body = """{"username":"somebody"}""", Choose = Choose.At("/username", "present") },
        new("config.providers", "lists the providers with their models")
            {
                Needs = ServerNeed.Project,
                Choose = Choose.At("/providers", "has", "/providers/*/id", "=scripted", "/providers/*/models", ".one",
                "/providers/*/models/*/capabilities/interleaved", "Boolean") },
        new("instance.dispose", "lets go of the project"),
        new("path.get", "knows its folders"),
        new("app.log", "writes to its log") { Body = """{"service":"client","level":"info","message":"hello"}""" },
        new("app.agents", "lists the agents"),
        new("app.skills", "lists the skills"),
        new("command.list", "lists the commands") { Choose = Choose.At("", "has", "/*/name", "=init") },
        new("tool.ids", "lists the tools"),
        new("tool.list", "lists the tools of a model") { Needs = ServerNeed.Project, Query = """{"provider":"scripted","model":"one"}""" },
        new("lsp.status", "lists the language servers") { Choose = Choose.At("", "any") },
        new("formatter.status", "lists the formatters") { Choose = Choose.At("", "any") },
        new("provider.list", "lists the providers") { Choose = Choose.At("/all", "some", "/all/*/models", "any", "/connected", "some") },
        new("provider.auth", "lists the ways to sign in"),
        new("auth.set", "keeps an API key") { Path = Choose.Provider("elsewhere"), Body = """{"type":"api","key":"not-a-real-key"}""" },
        new("auth.remove", "forgets an API key") { Given = "an API key", Path = Choose.Provider("elsewhere") },
        new("experimental.capabilities.get", "says what it can do"),
        new("experimental.console.get", "says whether a console is connected"),
        new("experimental.console.listOrgs", "lists the organisations"),
        new("experimental.resource.list", "lists the resources of context servers") { Given = "a context server" },
    ];
}
