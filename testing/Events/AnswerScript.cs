namespace OpenCode.Testing;

/// <summary>The scripted answers of each method and path.</summary>
internal sealed class AnswerScript
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Method, string Path), Queue<ScriptedAnswer>> _next = [];
    private readonly Dictionary<(string Method, string Path), ScriptedAnswer> _last = [];

    public void Enqueue(string method, string path, IEnumerable<ScriptedAnswer> answers)
    {
        lock (_gate)
        {
            if (!_next.TryGetValue((method, path), out Queue<ScriptedAnswer>? queue)) _next[(method, path)] = queue = [];
            foreach (ScriptedAnswer answer in answers) queue.Enqueue(answer);
        }
    }

    public void SetLast(string method, string path, ScriptedAnswer answer)
    {
        lock (_gate) _last[(method, path)] = answer;
    }

    public ScriptedAnswer? For(ReceivedRequest request)
    {
        lock (_gate)
        {
            if (_next.TryGetValue((request.Method, request.Path), out Queue<ScriptedAnswer>? queue) && queue.TryDequeue(out ScriptedAnswer? answer)) return answer;
            return _last.GetValueOrDefault((request.Method, request.Path));
        }
    }
}
