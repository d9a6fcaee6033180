using OpenCode.Models;

namespace OpenCode.Turns;

/// <summary>What starts a turn: a prompt, a command or a shell command.</summary>
internal abstract class TurnPrompt
{
    /// <summary>Whether sending it again under the same ids does no harm.</summary>
    public abstract bool IsRepeatable { get; }

    /// <summary>Whether the response to it comes when the turn is over.</summary>
    public virtual bool IsOverWhenSent => true;

    /// <summary>Whether a step that is over ends the turn although no model has ended it.</summary>
    public virtual bool EndsWithStep => false;

    /// <summary>Sends it. A prompt is taken at once; a command comes back when its turn is over.</summary>
    /// <param name="access">The session.</param>
    /// <param name="promptId">The id of the user's message.</param>
    /// <param name="partIds">Makes ids of its parts.</param>
    /// <param name="cancellationToken">Ends the sending, not the turn.</param>
    public abstract Task SendAsync(SessionAccess access, string promptId, Func<string> partIds, CancellationToken cancellationToken);

    /// <summary>A prompt for the agent.</summary>
    public sealed class Text(string text, TurnOptions options) : TurnPrompt
    {
        private SessionPromptRequest? _request;

        // Tried with 1.18.33: the same message with the same parts is stored once and worked off once.
        public override bool IsRepeatable => true;

        public override bool IsOverWhenSent => false;

        public override Task SendAsync(SessionAccess access, string promptId, Func<string> partIds, CancellationToken cancellationToken)
        {
            _request ??= new SessionPromptRequest
            {
                MessageId = promptId,
                Agent = options.Agent,
                Model = options.Model,
                Variant = options.Variant,
                System = options.System,
                Tools = options.Tools,
                Parts = [new TextPartInput { Id = partIds(), Text = text }, .. (options.Attachments ?? []).Select(p => WithId(p, partIds))],
            };
            return access.Session.PromptAsync.PostAsync(_request, access.Briefly, cancellationToken);
        }

        private static SessionPromptRequestPart WithId(SessionPromptRequestPart part, Func<string> partIds) => part switch
        {
            TextPartInput { Id: null } text => new TextPartInput(text) { Id = partIds() },
            FilePartInput { Id: null } file => new FilePartInput(file) { Id = partIds() },
            AgentPartInput { Id: null } agent => new AgentPartInput(agent) { Id = partIds() },
            SubtaskPartInput { Id: null } subtask => new SubtaskPartInput(subtask) { Id = partIds() },
            _ => part,
        };
    }

    /// <summary>A command of the server, such as <c>init</c>.</summary>
    public sealed class Command(string name, string arguments, TurnOptions options) : TurnPrompt
    {
        public override bool IsRepeatable => false;

        public override Task SendAsync(SessionAccess access, string promptId, Func<string> partIds, CancellationToken cancellationToken)
            => access.Session.Command.PostAsync(
                new SessionCommandRequest
                {
                    MessageId = promptId,
                    Command = name,
                    Arguments = arguments,
                    Agent = options.Agent,
                    Model = options.Model is { } model ? $"{model.ProviderId}/{model.ModelId}" : null,
                    Variant = options.Variant,
                    Parts = options.Attachments is null ? null : [.. options.Attachments.OfType<FilePartInput>()],
                },
                access.WithoutLimits,
                cancellationToken);
    }

    /// <summary>A command line, run without the model.</summary>
    public sealed class Shell(string commandLine, TurnOptions options) : TurnPrompt
    {
        private const string DefaultAgent = "build";

        public override bool IsRepeatable => false;

        public override bool EndsWithStep => true;

        public override Task SendAsync(SessionAccess access, string promptId, Func<string> partIds, CancellationToken cancellationToken)
            => access.Session.Shell.PostAsync(
                new SessionShellRequest { MessageId = promptId, Command = commandLine, Agent = options.Agent ?? DefaultAgent, Model = options.Model },
                access.WithoutLimits,
                cancellationToken);
    }
}
