namespace OpenCode.Testing.Events;

/// <summary>The scripted answers of each method and path.</summary>
internal sealed class ResponseScript
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Method, string Path), Queue<ScriptedResponse>> _next = [];
    private readonly Dictionary<(string Method, string Path), ScriptedResponse> _last = [];

    public void Enqueue(string method, string path, IEnumerable<ScriptedResponse> answers)
    {
        lock (_gate)
        {
            if (!_next.TryGetValue((method, path), out Queue<ScriptedResponse>? queue)) _next[(method, path)] = queue = [];
            foreach (ScriptedResponse answer in answers) queue.Enqueue(answer);
        }
    }

    public void SetLast(string method, string path, ScriptedResponse answer)
    {
        lock (_gate) _last[(method, path)] = answer;
    }

    public ScriptedResponse? For(ReceivedRequest request)
    {
        lock (_gate)
        {
            if (_next.TryGetValue((request.Method, request.Path), out Queue<ScriptedResponse>? queue) && queue.TryDequeue(out ScriptedResponse? answer))
                return answer;
            return _last.GetValueOrDefault((request.Method, request.Path));
        }
    }
}
