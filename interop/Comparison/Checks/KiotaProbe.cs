using System.Collections;
using System.Reflection;
using System.Runtime.Loader;

namespace OpenCode.Interop.Comparison.Checks;

/// <summary>Asks a client of Kiota's, which sends by Kiota's own adapter.</summary>
internal sealed class KiotaProbe : Probe
{
    private const string Library = "Microsoft.Kiota.Http.HttpClientLibrary";
    private const string Anonymous = "Microsoft.Kiota.Abstractions.Authentication.AnonymousAuthenticationProvider";

    private static readonly MethodInfo _configure = typeof(KiotaProbe).GetMethod(nameof(Configure), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly dynamic _client;

    public KiotaProbe(string assembly)
        : base(assembly)
    {
        Type clientType = Assembly.GetType("Compared.ComparedClient", throwOnError: true)!;
        Assembly abstractions = clientType.BaseType!.Assembly;
        Assembly http = AssemblyLoadContext.GetLoadContext(Assembly)!.LoadFromAssemblyName(new AssemblyName(Library));
        object anonymous = Activator.CreateInstance(abstractions.GetType(Anonymous, throwOnError: true)!)!;
        ConstructorInfo constructor = http.GetType($"{Library}.HttpClientRequestAdapter", throwOnError: true)!.GetConstructors()[0];
        object?[] arguments =
        [
            .. constructor.GetParameters().Select(p => p.ParameterType == typeof(HttpClient) ? new HttpClient(Server) : p.Position == 0 ? anonymous : null),
        ];
        dynamic adapter = constructor.Invoke(arguments);
        adapter.BaseUrl = "http://server.invalid";
        _client = Activator.CreateInstance(clientType, (object)adapter)!;
    }

    protected override async Task<string?> TimeAsync()
    {
        dynamic session = await _client.Session["ses_1"].GetAsync();
        object? created = session.Time.Created;
        return created is long or double && Convert.ToInt64(created) == CannedServer.Created ? null : $"it is {created ?? "null"}";
    }

    protected override async Task<string?> PartsAsync()
    {
        dynamic messages = await _client.Session["ses_1"].Message.GetAsync();
        int tools = 0;
        foreach (dynamic message in messages)
        {
            foreach (object part in message.Parts)
            {
                // One member of the wrapper has the part; the other ones are null.
                string[] set = [.. part.GetType().GetProperties().Where(p => p.GetValue(part) is not (null or IDictionary)).Select(static p => p.Name)];
                if (set is ["ToolPart"] && ((dynamic)part).ToolPart.State.ToolStateCompleted?.Output is string) tools++;
            }
        }

        return tools == CannedServer.Tools ? null : $"{tools} of {CannedServer.Tools} tools are recognised";
    }

    protected override async Task<string?> LocationAsync()
    {
        object builder = _client.Api.Location;
        MethodInfo method = builder.GetType().GetMethod("GetAsync")!;
        Type configuration = method.GetParameters()[0].ParameterType.GetGenericArguments()[0];
        Type query = configuration.GetProperty("QueryParameters")!.PropertyType;
        if (query.GetProperties().FirstOrDefault(static p => p.Name.Equals("Locationdirectory", StringComparison.OrdinalIgnoreCase)) is not { } property)
            return $"its properties are {string.Join(", ", query.GetProperties().Select(static p => $"{p.PropertyType.Name} {p.Name}"))}";
        object action = _configure.MakeGenericMethod(configuration).Invoke(null, [property])!;
        await (Task)method.Invoke(builder, [action, CancellationToken.None])!;
        return Sent("location[directory]=/elsewhere");
    }

    protected override async Task<string?> NaNAsync()
    {
        dynamic workspaces = await _client.Experimental.Workspace.GetAsync();
        object? used = workspaces[0].TimeUsed;
        return used is double number && double.IsNaN(number) ? null : $"it is {(used is null ? "null" : $"a {used.GetType().Name}")}";
    }

    protected override Task<string?> ErrorAsync()
        => ErrorAsync(CannedServer.Nobody, static e => (string)e.DataEscaped.Message, static e => (string)e.NotFoundError.DataEscaped.Message, "gone");

    protected override Task<string?> ChoiceErrorAsync()
        => ErrorAsync(CannedServer.Refused, static e => (string)e.MessageEscaped, static e => (string)e.InvalidRequestError.MessageEscaped, "refused");

    protected override async Task<string?> EventsAsync()
    {
        object response = await _client.Event.GetAsync();
        return response is Stream stream ? await ReadFirstAsync(stream) : $"it is one {response.GetType().Name}";
    }

    private static Action<T> Configure<T>(PropertyInfo property)
        => configuration => property.SetValue(((dynamic)configuration!).QueryParameters, "/elsewhere");

    private async Task<string?> ErrorAsync(string session, Func<dynamic, string> read, Func<dynamic, string> readOther, string expected)
    {
        try
        {
            await _client.Session[session].GetAsync();
            return "there is none";
        }
        catch (Exception e) when (e.GetType().Name == "ApiException")
        {
            return "it has none";
        }
        catch (Exception e) when (e.GetType().Assembly == Assembly)
        {
            foreach (Func<dynamic, string> way in new[] { read, readOther })
            {
                try
                {
                    if (way(e) == expected) return null;
                }
                catch (Microsoft.CSharp.RuntimeBinder.RuntimeBinderException)
                {
                    // It is not called so.
                }
            }

            return $"its message is not to be had of {e.GetType().Name}";
        }
    }
}
