using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports.Page;

/// <summary>What releases have that the client does not know.</summary>
internal static class UnknownOperations
{
    public static void Append(HtmlBuilder html, CompatibilityMatrix matrix)
    {
        VersionResult[] versions = [.. matrix.Versions.Where(static v => v.UnknownOperations.Count > 0)];
        if (versions.Length == 0) return;
        html.Open("section", ("class", "strange"), ("aria-labelledby", "strange-title")).Line()
            .Element("h2", "Operations that the client does not know", ("id", "strange-title")).Line();
        foreach (VersionResult version in versions)
        {
            html.Open("details").Open("summary").Element("b", version.Version).Text($" {OutcomeText.Number(version.UnknownOperations.Count, "operation")}")
                .Close().Open("ul");
            foreach (string operation in version.UnknownOperations) html.Open("li").Element("code", operation).Close();
            html.Close().Close().Line();
        }

        html.Close().Line();
    }
}
