using System.Collections.Concurrent;
using System.Text;
using OpenCode.Core.Operations;
using OpenCode.Verification.Traffic;

namespace OpenCode.Verification.Outcomes;

/// <summary>Remembers what each operation answered last with a status, so that a wrong status can be explained.</summary>
internal sealed class ResponseLog : ITrafficReceiver
{
    private const int MostCharacters = 160;

    private readonly ConcurrentDictionary<(string Operation, int Status), string> _answers = new();
    private readonly ConcurrentDictionary<string, string> _folders = new();

    /// <summary>Says from now on what a folder is instead of where it happens to be: reports of two runs should be alike.</summary>
    public void Name(string folder, string name) => _folders[folder] = name;

    public string? Find(string operation, int status) => _answers.GetValueOrDefault((operation, status));

    public void Add(RecordedExchange exchange)
    {
        if (exchange.Status < 400 || RouteTable.Catalog.Find(exchange.Method, exchange.Path) is not { } operation) return;
        string text = exchange.Body is { } body ? Encoding.UTF8.GetString(body.Span).ReplaceLineEndings(" ") : "";
        foreach ((string folder,
            string name) in _folders.OrderByDescending(static f => f.Key.Length))
        {
            text = text.Replace(folder, name, StringComparison.Ordinal);
        }

        _answers[(operation.Id, exchange.Status)] = text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
    }

    public void AddEvent(RecordedExchange stream, ReadOnlyMemory<byte> utf8)
    {
    }
}
