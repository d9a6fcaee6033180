using System.Globalization;
using OpenCode.Approvals;
using OpenCode.Ctl.Rules;
using OpenCode.Ctl.Sessions;
using OpenCode.Models;
using OpenCode.Turns;

namespace OpenCode.Ctl.Prompts;

/// <summary>Makes a prompt that can be sent out of what was typed, with what it names.</summary>
internal static class PromptReading
{
    private const string Everything = "allow:*";

    /// <exception cref="UsageException">It cannot be.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static async Task<PromptRequest> ReadAsync(PromptOrder order, CancellationToken cancellationToken)
    {
        string[] rules = order.Auto ? [.. order.Rules, Everything] : [.. order.Rules];
        TurnOptions options = new()
        {
            Agent = order.Agent,
            Model = order.Model is { } model ? ModelNames.Read(model) : null,
            Variant = order.Variant,
            Attachments = await AttachAsync(order.Files, cancellationToken),
            Permissions = RuleTexts.ReadPolicy(rules, order.Leave),
            Questions = order.Auto ? QuestionPolicy.First : order.Leave ? QuestionPolicy.Leave : QuestionPolicy.Dismiss,
            Limits = TurnLimits.Default with { Cost = order.Budget },
        };
        IReadOnlyList<PermissionRule> kept = RuleTexts.ReadKept(rules);
        return new PromptRequest(order.Text, options)
        {
            Schema = order.SchemaFile is { } file ? AnswerSchema.Read(file) : null,
            IsLeft = order.Leave || kept.Any(static r => r.Action == PermissionAction.Ask),
            Denied = RuleTexts.ReadDenied(rules),
            Kept = kept,
        };
    }

    // Their content goes along: the server may be on another machine.
    private static async Task<IReadOnlyList<SessionPromptRequestPart>?> AttachAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        List<SessionPromptRequestPart> parts = [];
        foreach (string file in files)
        {
            if (!File.Exists(file)) throw new FileNotFoundException($"There is no file '{file}'; correct --file.");
            parts.Add(FilePartInput.FromBytes(await File.ReadAllBytesAsync(file, cancellationToken), MimeOf(file), Path.GetFileName(file)));
        }

        return parts.Count > 0 ? parts : null;
    }

    private static string MimeOf(string file) => Path.GetExtension(file).ToLower(CultureInfo.InvariantCulture) switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".pdf" => "application/pdf",
        _ => "text/plain",
    };
}
