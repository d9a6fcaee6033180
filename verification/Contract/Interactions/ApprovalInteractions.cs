namespace OpenCode.Verification.Contract.Interactions;

/// <summary>Permissions and questions of the first API.</summary>
internal static class ApprovalInteractions
{
    public static IReadOnlyList<Interaction> All { get; } =
    [
        new("permission.list", "lists a pending permission") { Given = "a pending permission", Choose = Choose.At("/*/patterns", "some") },
        new("permission.reply", "grants once") { Given = "a pending permission", Body = """{"reply":"once"}""" },
        new("permission.reply", "refuses with a reason") { Given = "a pending permission", Body = """{"reply":"reject","message":"not now"}""" },
        new("permission.respond", "grants once, the old way") { Given = "a pending permission", Body = """{"response":"once"}""" },
        new("question.list", "lists a pending question") { Given = "a pending question",
            Choose = Choose.At("/*/questions", "some", "/*/questions/*/options", "some") },
        new("question.reply", "takes an answer") { Given = "a pending question", Body = """{"answers":[["Yes"]]}""" },
        new("question.reject", "takes a refusal") { Given = "a pending question" },
    ];
}
