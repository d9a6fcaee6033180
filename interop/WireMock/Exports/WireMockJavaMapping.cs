using System.Text.Json;
using OpenCode.WireMock.Stubs;

namespace OpenCode.WireMock.Exports;

/// <summary>A mapping as WireMock for Java reads it.</summary>
internal static class WireMockJavaMapping
{
    public static void Write(Utf8JsonWriter writer, ExportedMapping mapping)
    {
        writer.WriteStartObject();
        writer.WriteString("name", mapping.Route.Operation.Id);
        writer.WriteNumber("priority", mapping.Priority);
        if (mapping.Scenario is { } scenario)
        {
            writer.WriteString("scenarioName", scenario);
            writer.WriteString("requiredScenarioState", mapping.State ?? "Started");
            if (mapping.NextState is { } next) writer.WriteString("newScenarioState", next);
        }

        writer.WriteStartObject("request");
        writer.WriteString("method", mapping.Route.Operation.Method.Method);
        writer.WriteString("urlPathPattern", mapping.Route.PathPattern(mapping.Conditions.PathValues));
        WriteNamed(writer, "queryParameters", mapping.Conditions.Query);
        WriteNamed(writer, "headers", mapping.Conditions.Headers);
        writer.WriteEndObject();
        WriteResponse(writer, mapping.Response);
        writer.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0) return;
        writer.WriteStartObject(name);
        foreach ((string key, string value) in values)
        {
            writer.WriteStartObject(key);
            writer.WriteString("equalTo", value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteResponse(Utf8JsonWriter writer, PreparedResponse response)
    {
        writer.WriteStartObject("response");
        if (response.Fault is { } fault)
        {
            writer.WriteString("fault", fault == MockFault.EmptyResponse ? "EMPTY_RESPONSE" : "MALFORMED_RESPONSE_CHUNK");
        }
        else
        {
            writer.WriteNumber("status", response.Status);
            if (response.ContentType is { } type)
            {
                writer.WriteStartObject("headers");
                writer.WriteString("Content-Type", type);
                writer.WriteEndObject();
            }

            if (response is { Body: not null, IsText: true }) writer.WriteString("body", response.Text);
            else if (response.Body is { } body) writer.WriteBase64String("base64Body", body);
        }

        if (response.Delay > TimeSpan.Zero) writer.WriteNumber("fixedDelayMilliseconds", (long)response.Delay.TotalMilliseconds);
        writer.WriteEndObject();
    }
}
