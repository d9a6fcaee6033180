using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CSharp.RuntimeBinder;

namespace OpenCode.Interop.Comparison.Checks;

/// <summary>Asks a compiled client, of which nothing is known when this is compiled: its members are found by their names.</summary>
internal abstract class Probe
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly AssemblyDependencyResolver _resolver;

    protected Probe(string assembly)
    {
        _resolver = new AssemblyDependencyResolver(assembly);
        AssemblyLoadContext context = new(assembly);
        context.Resolving += (c, name) => _resolver.ResolveAssemblyToPath(name) is { } path ? c.LoadFromAssemblyPath(path) : null;
        Assembly = context.LoadFromAssemblyPath(assembly);
    }

    protected Assembly Assembly { get; }

    protected CannedServer Server { get; } = new();

    public async Task<IReadOnlyList<Finding>> RunAsync()
    {
        (string Check, Func<Task<string?>> Ask)[] checks =
        [
            ("a time in milliseconds is read", TimeAsync),
            ("parts of messages have their types", PartsAsync),
            ("a location is sent", LocationAsync),
            ("a number that is \"NaN\" is read", NaNAsync),
            ("an error has its type", ErrorAsync),
            ("an error that is a choice has its type", ChoiceErrorAsync),
            ("events are read while they come", EventsAsync),
        ];
        List<Finding> findings = [];
        foreach ((string check, Func<Task<string?>> ask) in checks) findings.Add(new Finding(check, await TryAsync(ask)));
        return findings;
    }

    protected abstract Task<string?> TimeAsync();

    protected abstract Task<string?> PartsAsync();

    protected abstract Task<string?> LocationAsync();

    protected abstract Task<string?> NaNAsync();

    protected abstract Task<string?> ErrorAsync();

    protected abstract Task<string?> ChoiceErrorAsync();

    protected abstract Task<string?> EventsAsync();

    protected string? Sent(string expected)
    {
        string query = Uri.UnescapeDataString(Server.Asked!.Query);
        return query.TrimStart('?').Split('&').Contains(expected) ? null : $"`{query}` is sent";
    }

    protected static async Task<string?> ReadFirstAsync(Stream stream)
    {
        using StreamReader reader = new(stream);
        string? line = await reader.ReadLineAsync();
        return line?.StartsWith("data:", StringComparison.Ordinal) == true ? null : "the event is not there";
    }

    private static async Task<string?> TryAsync(Func<Task<string?>> ask)
    {
        try
        {
            // On a thread of its own: a client may block.
            return await Task.Run(ask).WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            return "the end of the stream is awaited";
        }
        catch (RuntimeBinderException e)
        {
            return e.Message.Split('\n')[0].Replace("'", "`", StringComparison.Ordinal).Trim();
        }
        catch (Exception e)
        {
            return e.GetBaseException().Message.Split('\n', '.', ':')[0].Trim();
        }
    }
}
