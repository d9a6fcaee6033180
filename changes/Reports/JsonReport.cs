using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenCodeGen.Changes.CSharp;
using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Changes.Reports;

/// <summary>A report as JSON, stable in order and names.</summary>
public static class JsonReport
{
    private static readonly JsonWriterOptions _written = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the report; the same one gives the same bytes.</summary>
    /// <param name="report">The report.</param>
    public static string Render(ChangeReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, _written)) Write(writer, report);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, ChangeReport report)
    {
        writer.WriteStartObject();
        writer.WriteString("before", report.Before);
        writer.WriteString("after", report.After);
        writer.WriteStartObject("proposal");
        writer.WriteString("step", report.Proposal.Step.ToString().ToLowerInvariant());
        writer.WriteString("reason", report.Proposal.Reason);
        Optional("from", report.Proposal.From);
        Optional("to", report.Proposal.To);
        writer.WriteEndObject();
        writer.WriteNumber("accepted", report.Accepted);
        Strings("staleExceptions", report.StaleExceptions);
        writer.WriteStartArray("wire");
        foreach (Finding finding in report.Wire)
        {
            writer.WriteStartObject();
            writer.WriteString("rule", finding.Rule.Id);
            writer.WriteString("level", ReportText.WordOf(finding.Rule.Level));
            writer.WriteString("direction", finding.Rule.Direction.ToString().ToLowerInvariant());
            writer.WriteString("subject", finding.Subject);
            writer.WriteString("message", finding.Message);
            writer.WriteString("pointer", finding.Pointer);
            writer.WriteNumber("places", finding.Places);
            writer.WriteString("fingerprint", finding.Fingerprint);
            if (report.HasCoverage) writer.WriteBoolean("coveredByPact", report.Coverage.ContainsKey(finding));
            Optional("pact", report.Coverage.GetValueOrDefault(finding));
            Strings("operations", finding.Operations);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Optional("callersProblem", report.CallersProblem);
        if (report.Callers is not null) Callers(report.Callers);
        writer.WriteEndObject();

        void Callers(IReadOnlyList<CallerFinding> findings)
        {
            writer.WriteStartArray("callers");
            foreach (CallerFinding finding in findings)
            {
                writer.WriteStartObject();
                writer.WriteString("rule", finding.Rule.Id);
                writer.WriteString("source", finding.Rule.Source.ToString().ToLowerInvariant());
                writer.WriteBoolean("breaksBinary", finding.Rule.BreaksBinary);
                writer.WriteString("type", finding.Type);
                Optional("member", finding.Member);
                writer.WriteString("message", finding.Message);
                writer.WriteString("fingerprint", finding.Fingerprint);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        void Optional(string name, string? value)
        {
            if (value is not null) writer.WriteString(name, value);
        }

        void Strings(string name, IReadOnlyList<string> values)
        {
            writer.WriteStartArray(name);
            foreach (string value in values) writer.WriteStringValue(value);
            writer.WriteEndArray();
        }
    }
}
