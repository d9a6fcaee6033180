namespace OpenCode.Ctl.Servers;

/// <summary>What a server is doing.</summary>
internal enum ServerState
{
    /// <summary>A command is starting it.</summary>
    Starting,

    /// <summary>It responds, and has no session yet.</summary>
    Running,

    /// <summary>It responds, and none of its sessions works.</summary>
    Idle,

    /// <summary>A session works.</summary>
    Busy,

    /// <summary>A session waits for a permission.</summary>
    WaitingPermission,

    /// <summary>A session waits for an answer.</summary>
    WaitingQuestion,

    /// <summary>Its process has ended.</summary>
    Dead,

    /// <summary>Its process runs, and does not respond as it should; or it never came up.</summary>
    Error,
}

/// <summary>What states are called where scripts read them.</summary>
internal static class ServerStateNames
{
    public static string Name(this ServerState state) => state switch
    {
        ServerState.Starting => "starting",
        ServerState.Running => "running",
        ServerState.Idle => "idle",
        ServerState.Busy => "busy",
        ServerState.WaitingPermission => "waiting_permission",
        ServerState.WaitingQuestion => "waiting_question",
        ServerState.Dead => "dead",
        _ => "error",
    };

    /// <summary>Whether a session of it works, or waits for somebody: it is not to be ended without being asked to.</summary>
    public static bool IsAtWork(this ServerState state)
        => state is ServerState.Starting or ServerState.Busy or ServerState.WaitingPermission or ServerState.WaitingQuestion;
}
