using System.Text.Json;
using OpenCode.WireMock.Stubs;

namespace OpenCode.WireMock.Exports;

/// <summary>A mapping as WireMock.Net reads it.</summary>
internal static class WireMockNetMapping
{
    public static void Write(Utf8JsonWriter writer, ExportedMapping mapping)
    {
        writer.WriteStartObject();
        writer.WriteString("Title", mapping.Route.Operation.Id);
        writer.WriteNumber("Priority", mapping.Priority);
        if (mapping.Scenario is { } scenario)
        {
            writer.WriteString("Scenario", scenario);
            if (mapping.State is { } state) writer.WriteString("WhenStateIs", state);

            // The last one stays because it leads back to itself: without a next state the sequence would begin anew.
            writer.WriteString("SetStateTo", mapping.NextState ?? mapping.State);
        }

        WriteRequest(writer, mapping);
        WriteResponse(writer, mapping.Response);
        writer.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter writer, ExportedMapping mapping)
    {
        writer.WriteStartObject("Request");
        writer.WriteStartObject("Url");
        WriteMatcher(writer, "RegexMatcher", mapping.Route.UrlPattern(mapping.Conditions.PathValues));
        writer.WriteEndObject();
        writer.WriteStartArray("Methods");
        writer.WriteStringValue(mapping.Route.Operation.Method.Method);
        writer.WriteEndArray();
        WriteNamed(writer, "Params", mapping.Conditions.Query);
        WriteNamed(writer, "Headers", mapping.Conditions.Headers);
        writer.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0) return;
        writer.WriteStartArray(name);
        foreach ((string key, string value) in values)
        {
            writer.WriteStartObject();
            writer.WriteString("Name", key);
            WriteMatcher(writer, "ExactMatcher", value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMatcher(Utf8JsonWriter writer, string name, string pattern)
    {
        writer.WriteStartArray("Matchers");
        writer.WriteStartObject();
        writer.WriteString("Name", name);
        writer.WriteString("Pattern", pattern);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteResponse(Utf8JsonWriter writer, PreparedResponse response)
    {
        writer.WriteStartObject("Response");
        writer.WriteNumber("StatusCode", response.Status);
        if (response.ContentType is { } type)
        {
            writer.WriteStartObject("Headers");
            writer.WriteString("Content-Type", type);
            writer.WriteEndObject();
        }

        // As text, since WireMock.Net leaves null out of what it is given as JSON.
        if (response is { Body: not null, IsText: true }) writer.WriteString("Body", response.Text);
        else if (response.Body is { } body) writer.WriteBase64String("BodyAsBytes", body);
        if (response.Delay > TimeSpan.Zero) writer.WriteNumber("Delay", (long)response.Delay.TotalMilliseconds);
        if (response.Fault is { } fault)
        {
            writer.WriteStartObject("Fault");
            writer.WriteString("Type", fault == MockFault.EmptyResponse ? "EMPTY_RESPONSE" : "MALFORMED_RESPONSE_CHUNK");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
