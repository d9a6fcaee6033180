using OpenCode.Ctl.Approvals;
using OpenCode.Ctl.Bench;
using OpenCode.Ctl.Prompts;
using OpenCode.Ctl.Servers;
using OpenCode.Ctl.Sessions;
using OpenCode.Ctl.Settings;
using OpenCode.Ctl.Store;
using OpenCode.Ctl.Waiting;
using OpenCode.Ctl.Worktrees;

namespace OpenCode.Ctl.Running;

/// <summary>All that commands can have done, by topic. They read a command line before, and print what is returned.</summary>
internal sealed class Runner
{
    private readonly ServerRunner _servers;

    /// <param name="folder">Where everything is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="errors">Receives warnings and progress.</param>
    public Runner(DataFolder folder, TimeProvider time, TextWriter errors)
    {
        _servers = new ServerRunner(folder, time, errors);
        Servers = new ServerWork(_servers);
        Attachment = new ServerAttachment(_servers);
        Sessions = new SessionWork(_servers);
        Conversations = new ConversationWork(_servers);
        Tail = new SessionTail(_servers);
        Events = new EventReading(_servers);
        Prompts = new PromptWork(_servers);
        Waiting = new SessionWait(_servers);
        Approvals = new ApprovalWork(_servers);
        Policies = new PolicyWork(_servers);
        Settings = new SettingsWork(_servers);
        Worktrees = new WorktreeWork(_servers);
        Benchmarks = new BenchWork(_servers);
    }

    public TimeProvider Time => _servers.Time;

    public TextWriter Errors => _servers.Errors;

    public ServerWork Servers { get; }

    public ServerAttachment Attachment { get; }

    public SessionWork Sessions { get; }

    public ConversationWork Conversations { get; }

    public SessionTail Tail { get; }

    public EventReading Events { get; }

    public PromptWork Prompts { get; }

    public SessionWait Waiting { get; }

    public ApprovalWork Approvals { get; }

    public PolicyWork Policies { get; }

    public SettingsWork Settings { get; }

    public WorktreeWork Worktrees { get; }

    public BenchWork Benchmarks { get; }

    /// <summary>With what the environment says.</summary>
    public static Runner FromEnvironment(TextWriter errors) => new(DataFolder.FromEnvironment(), TimeProvider.System, errors);

    /// <summary>Says what takes long, where somebody watches.</summary>
    public void Tell(string text) => _servers.Tell(text);
}
