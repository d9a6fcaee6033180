using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using OpenCode.Verification.Schemas;
using OpenCodeGen.Preparing;

namespace OpenCode.Contract.Tests.Interop;

/// <summary>A prepared document describes what is on the wire, as the one it is made of does: told by a validator that shares no code with either.</summary>
public sealed class PreparedWireTests
{
    // What may be null is said to Kiota as what is not null, as it reads null for everything.
    private const string Null = "experimental.workspace.create request";
    private const string LiveNull = "v2.session.messages 200";

    private static readonly EvaluationOptions _verdict = new() { OutputFormat = OutputFormat.Flag };
    private static readonly Lazy<RecordedBody[]> _fitting = new(static () => Fitting(RecordedBody.ReadAll()));

    [Theory]
    [InlineData(PreparationTarget.Kiota)]
    [InlineData(PreparationTarget.NSwag)]
    [InlineData(PreparationTarget.Any)]
    public void What_fits_the_document_fits_the_prepared_one(PreparationTarget target)
    {
        // Pacts write "id" for an id, which its pattern refuses: those fit neither document.
        Assert.InRange(_fitting.Value.Length, 150, int.MaxValue);
        Assert.Equal(target == PreparationTarget.Kiota ? [Null] : [], Misfits(target, _fitting.Value));
    }

    /// <summary>What fits the document before it is prepared.</summary>
    internal static RecordedBody[] Fitting(IEnumerable<RecordedBody> bodies)
    {
        Func<RecordedBody, bool?> judge = JudgeOf(PreparedSchemas.Repaired);
        return [.. bodies.Where(b => judge(b) == true)];
    }

    /// <summary>What a live server writes that a prepared document says less of.</summary>
    internal static string[] LiveMisfits(PreparationTarget target) => target == PreparationTarget.Kiota ? [LiveNull] : [];

    /// <summary>What does not fit the prepared document.</summary>
    internal static IEnumerable<string> Misfits(PreparationTarget target, IEnumerable<RecordedBody> bodies)
    {
        Func<RecordedBody, bool?> judge = JudgeOf(PreparedSchemas.For(target));
        return [.. bodies.Where(b => judge(b) != true).Select(static b => b.ToString())];
    }

    /// <summary>Whether a body fits a document; null where that says nothing of it.</summary>
    private static Func<RecordedBody, bool?> JudgeOf(PreparedSchemas schemas)
    {
        CompiledSchemas compiled = new(SpecDocument.Parse(Encoding.UTF8.GetString(schemas.Json.Span)));
        return body => schemas.Find(body) is JsonObject schema
            ? compiled.Of(schema).Evaluate(JsonSerializer.SerializeToElement(body.Json), _verdict).IsValid
            : null;
    }
}
