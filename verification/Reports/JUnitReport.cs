using System.Globalization;
using System.Text;
using System.Xml;
using OpenCode.Core.Operations;
using OpenCode.Verification.Results;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Reports;

/// <summary>The matrix as JUnit XML, which CI systems show as test results: a suite a release, a case a subject.</summary>
public static class JUnitReport
{
    /// <summary>Writes the matrix; the same one gives the same bytes.</summary>
    /// <param name="matrix">The matrix.</param>
    public static string Render(CompatibilityMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var text = new Utf8Text();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "OpenCode compatibility");
            foreach (VersionResult version in matrix.Versions) WriteSuite(xml, matrix, version);
            xml.WriteEndElement();
        }

        return text + "\n";
    }

    private static void WriteSuite(XmlWriter xml, CompatibilityMatrix matrix, VersionResult version)
    {
        List<SubjectResult> subjects = [.. version.Operations, .. version.Events];
        OutcomeCounts counts = OutcomeCounts.Of(subjects);
        bool ran = version.CouldNotRun is null;
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", $"OpenCode {version.Version}");
        Attribute(xml, "tests", ran ? counts.Total : counts.Total + 1);
        Attribute(xml, "failures", counts.Drifted);
        Attribute(xml, "errors", ran ? 0 : 1);
        Attribute(xml, "skipped", counts.Absent + counts.NotReachable);
        Attribute(xml, "time", Math.Round(version.Duration.TotalSeconds, 3));
        Attribute(xml, "timestamp", matrix.Verified.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        if (!ran)
        {
            StartCase(xml, version, "verification", "run");
            WriteVerdict(xml, "error", version.CouldNotRun!, "");
            xml.WriteEndElement();
        }

        foreach (SubjectResult subject in subjects) WriteCase(xml, version, subject);
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, VersionResult version, SubjectResult subject)
    {
        StartCase(xml, version, subject.EventType is null ? "operations" : "events", subject.EventType is null
            ? $"{subject.Operation} ({subject.Method} {subject.Path})"
            : $"{subject.EventType} ({subject.Operation})");
        switch (subject.Outcome)
        {
            case Outcome.Drifted:
                int unexplained = OutcomeText.Unexplained(subject).Count();
                WriteVerdict(xml, "failure", subject.Reason ?? OutcomeText.Number(unexplained, "difference"),
                    string.Join('\n', OutcomeText.Sorted(subject.Drifts).Select(Describe)));
                break;
            case Outcome.Absent or Outcome.NotReachable:
                string word = OutcomeText.Word(subject.Outcome);
                xml.WriteStartElement("skipped");
                Attribute(xml, "message", subject.Reason is null ? word : $"{word}: {subject.Reason}");
                xml.WriteEndElement();
                break;
            default:
                break;
        }

        xml.WriteEndElement();
    }

    private static string Describe(Drift drift)
        => PlainText.Line(drift.KnownReason is null ? $"{drift}" : $"{drift} (known: {drift.KnownReason})");

    private static void StartCase(XmlWriter xml, VersionResult version, string group, string name)
    {
        xml.WriteStartElement("testcase");
        // Dots separate packages in what shows these files, so a release must have none.
        Attribute(xml, "classname", $"opencode-{version.Version.Replace('.', '_')}.{group}");
        Attribute(xml, "name", name);
    }

    private static void WriteVerdict(XmlWriter xml, string element, string message, string text)
    {
        xml.WriteStartElement(element);
        Attribute(xml, "message", message);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void Attribute(XmlWriter xml, string name, object value)
        => xml.WriteAttributeString(name, PlainText.Line(Convert.ToString(value, CultureInfo.InvariantCulture)!));

    // The declaration names the encoding of the writer, and a text in memory would claim UTF-16.
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
