namespace OpenCode.Verification.Contract.Pacts;

/// <summary>Operations that cannot succeed without the internet, an account or a person, each with its reason.</summary>
internal static class Unreachable
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["global.upgrade"] = "Replaces the server's own program with a release from the internet.",
        ["session.share"] = "Publishes the session on a website.",
        ["provider.oauth.authorize"] = "Signs in at a provider's website; offline no provider offers it.",
        ["provider.oauth.callback"] = "Ends a sign-in at a provider's website.",
        ["experimental.console.switchOrg"] = "Needs an account of the console.",
        ["mcp.auth.authenticate"] = "Opens a browser and waits for a person to sign in.",
        ["tui.control.next"] = "Waits for a request to a terminal interface; nothing in the API makes one.",
        ["v2.session.wait"] = "Answers 503 in 1.18.33: the service is not available yet.",
        ["v2.session.compact"] = "Answers 503 in 1.18.33: the service is not available yet.",
        ["v2.integration.connect.oauth"] = "The one sign-in that begins offline takes the fixed port 1455.",
        ["v2.integration.attempt.status"] = "Needs a sign-in that has begun.",
        ["v2.integration.attempt.complete"] = "Needs a sign-in that has begun.",
    };
}
