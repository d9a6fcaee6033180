using System.Reflection;

namespace OpenCode.Interop.Comparison.Checks;

/// <summary>Asks a client of NSwag's.</summary>
internal sealed class NSwagProbe : Probe
{
    private readonly dynamic _client;

    public NSwagProbe(string assembly)
        : base(assembly)
    {
        HttpClient http = new(Server) { Timeout = Timeout.InfiniteTimeSpan };
        _client = Activator.CreateInstance(Assembly.GetType("OpenCode.NSwag.OpenCodeNSwagClient", throwOnError: true)!, "http://server.invalid/", http)!;
    }

    protected override async Task<string?> TimeAsync()
    {
        dynamic session = await _client.Session_getAsync("ses_1");
        object created = session.Time.Created;
        return created is long or double && Convert.ToInt64(created) == CannedServer.Created ? null : $"it is {created}";
    }

    protected override async Task<string?> PartsAsync()
    {
        dynamic messages = await _client.Session_messagesAsync("ses_1");
        int tools = 0;
        foreach (dynamic message in messages)
        {
            foreach (dynamic part in message.Parts)
            {
                if (part.GetType().Name == "ToolPart" && part.State.GetType().Name == "ToolStateCompleted" && part.State.Output is string) tools++;
            }
        }

        return tools == CannedServer.Tools ? null : $"{tools} of {CannedServer.Tools} tools are recognised";
    }

    protected override async Task<string?> LocationAsync()
    {
        MethodInfo method = ((Type)_client.GetType()).GetMethods().First(static m => m.Name == "V2_location_getAsync");
        object?[] arguments = [.. method.GetParameters().Select(static p => p.HasDefaultValue && p.DefaultValue is not DBNull ? p.DefaultValue : null)];
        ParameterInfo first = method.GetParameters()[0];
        if (first.ParameterType == typeof(string))
        {
            arguments[0] = "/elsewhere";
        }
        else
        {
            dynamic location = Activator.CreateInstance(first.ParameterType)!;
            location.Directory = "/elsewhere";
            arguments[0] = location;
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            if (method.GetParameters()[i].ParameterType == typeof(CancellationToken)) arguments[i] = CancellationToken.None;
        }

        await (Task)method.Invoke(_client, arguments);
        return Sent("location[directory]=/elsewhere");
    }

    protected override async Task<string?> NaNAsync()
    {
        dynamic workspaces = await _client.Experimental_workspace_listAsync();
        object? used = Enumerable.First(workspaces).TimeUsed;
        return used is double number && double.IsNaN(number) ? null : $"it is a {used?.GetType().Name ?? "null"}";
    }

    protected override Task<string?> ErrorAsync() => ErrorAsync(CannedServer.Nobody, static e => (string)e.Result.Data.Message, "gone");

    protected override Task<string?> ChoiceErrorAsync() => ErrorAsync(CannedServer.Refused, static e => (string)e.Result.Message, "refused");

    protected override async Task<string?> EventsAsync()
    {
        dynamic response = await _client.Event_subscribeAsync();
        return await ReadFirstAsync((Stream)response.Stream);
    }

    private async Task<string?> ErrorAsync(string session, Func<dynamic, string> read, string expected)
    {
        try
        {
            await _client.Session_getAsync(session);
            return "there is none";
        }
        catch (Exception e) when (e.GetType().Name.StartsWith("ApiException", StringComparison.Ordinal))
        {
            if (!e.GetType().IsGenericType) return "it has none";
            return read(e) == expected ? null : "its message is another one";
        }
    }
}
