namespace OpenCode.Ctl.Sessions;

/// <summary>Sessions that are open together.</summary>
/// <param name="all">The sessions.</param>
internal sealed class SessionHandles(IReadOnlyList<SessionHandle> all) : IDisposable
{
    public IReadOnlyList<SessionHandle> All => all;

    public void Dispose()
    {
        foreach (SessionHandle handle in all) handle.Dispose();
    }
}
