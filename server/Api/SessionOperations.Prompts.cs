using OpenCode.Models;
using OpenCode.Server.Agents;
using OpenCode.Server.Http;
using OpenCode.Server.Operations;
using OpenCode.Server.Storage;
using OpenCode.Server.Turns;

namespace OpenCode.Server.Api;

internal sealed partial class SessionOperations
{
    public async Task<SessionPromptResponse> PromptAsync(SessionPromptCall call, CancellationToken cancellationToken)
    {
        // A caller who goes away ends the wait, not the turn.
        return Response(await (await BeginAsync(call.SessionId, call.Body, cancellationToken)).WaitAsync(cancellationToken));
    }

    public async Task PromptAsyncAsync(SessionPromptAsyncCall call, CancellationToken cancellationToken)
    {
        await BeginAsync(call.SessionId, call.Body, cancellationToken);
    }

    // What the prompt asks for is looked at before anything is taken back for good.
    private async Task<Task<MessageWithParts>> BeginAsync(string id, SessionPromptRequest request, CancellationToken cancellationToken)
    {
        Session session = await repository.GetAsync(id, cancellationToken);
        ChosenPrompt prompt = Choose(session, request);
        session = await CommitRevertAsync(session, cancellationToken);
        return await turns.BeginAsync(session, prompt);
    }

    public async Task<bool> AbortAsync(SessionAbortCall call, CancellationToken cancellationToken)
    {
        // As the original: also for a session that is not there.
        await turns.AbortAsync(call.SessionId);
        return true;
    }

    // The document knows an assistant's message only; a prompt without a reply is answered with the message of the user, as the original does.
    private static SessionPromptResponse Response(MessageWithParts answer)
        => answer.Info is AssistantMessage message
            ? new SessionPromptResponse { Info = message, Parts = answer.Parts }
            : ModelRecords.Read<SessionPromptResponse>(ModelRecords.ToJson(answer));

    private ChosenPrompt Choose(Session session, SessionPromptRequest request) => new()
    {
        MessageId = request.MessageId,
        Parts = request.Parts,
        Agent = ChooseAgent(request.Agent ?? session.Agent),
        Model = ChooseModel(request.Model?.ProviderId ?? session.Model?.ProviderId, request.Model?.ModelId ?? session.Model?.Id),
        Variant = request.Variant,
        System = request.System,
        Format = request.Format,
        Schema = (request.Format as OutputFormatJsonSchema)?.Schema,
        Tools = request.Tools ?? new Dictionary<string, bool>(),
        NoReply = request.NoReply == true,
    };

    private string ChooseAgent(string? name)
    {
        IReadOnlyList<AgentDescription> agents = agent.Catalog.Agents;
        if (name is null) return agents[0].Name;
        return agents.FirstOrDefault(a => a.Name == name)?.Name
            ?? throw new OperationException(500, $"Agent not found: \"{name}\". Available agents: {string.Join(", ", agents.Select(static a => a.Name))}");
    }

    private AgentModel ChooseModel(string? provider, string? model)
    {
        IReadOnlyList<AgentModel> models = agent.Catalog.Models;
        if (provider is null || model is null) return models[0];
        return models.FirstOrDefault(m => m.ProviderId == provider && m.ModelId == model)
            ?? throw new OperationException(500, $"Model not found: {provider}/{model}. Available models: {string.Join(", ", models.Select(static m => $"{m.ProviderId}/{m.ModelId}"))}");
    }
}
