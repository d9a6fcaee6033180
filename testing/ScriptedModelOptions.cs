namespace OpenCode.Testing;

/// <summary>What a <see cref="ScriptedModel"/> answers beside its script.</summary>
public sealed class ScriptedModelOptions
{
    /// <summary>The text when the script has run out, and for summaries.</summary>
    public string DefaultAnswer { get; init; } = "Hello from the scripted model.";

    /// <summary>The title for every session.</summary>
    public string Title { get; init; } = "Scripted session";

    /// <summary>
    /// Which requests take a turn from the script. Default: those that offer tools. An agent without any tool needs another rule,
    /// such as <c>request =&gt; request.Kind != ModelRequestKind.Title</c>.
    /// </summary>
    public Func<ModelRequest, bool> TakesTurn { get; init; } = static request => request.Kind == ModelRequestKind.Turn;

    /// <summary>
    /// Answers a request by what it asks, for conversations that run side by side; null, or a null from it, leaves the request to the script.
    /// Only requests of <see cref="TakesTurn"/> come here.
    /// </summary>
    public Func<ModelRequest, ModelTurn?>? Respond { get; init; }

    /// <summary>The clock for <see cref="ModelTurn.Delay"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
