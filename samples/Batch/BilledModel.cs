using OpenCode.Testing;

namespace BatchSample;

/// <summary>A scripted model that writes down what it was asked, as a provider writes its bill: to see that nothing is asked twice.</summary>
internal sealed class BilledModel(string bill)
{
    private static readonly TimeSpan _thinking = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();

    public ModelTurn Respond(ModelRequest request)
    {
        lock (_lock) File.AppendAllText(bill, $"{request.LastUserText.ReplaceLineEndings(" ")}\n");
        return new ModelTurn().Text("Done, ").Delay(_thinking).Text($"as you said: {request.LastUserText}");
    }
}
