namespace OpenCode.Ctl.Sessions;

/// <summary>Sessions that are open together.</summary>
/// <param name="all">The sessions.</param>
internal sealed class SessionHandles(IReadOnlyList<SessionHandle> all) : IDisposable
{
    public IReadOnlyList<SessionHandle> All => all;

    /// <summary>Opens several; when one cannot be opened, none stays open.</summary>
    /// <param name="names">What each is opened by.</param>
    /// <param name="open">Opens one.</param>
    public static async Task<SessionHandles> OpenAsync<T>(IEnumerable<T> names, Func<T, Task<SessionHandle>> open)
    {
        List<SessionHandle> opened = [];
        try
        {
            foreach (T name in names) opened.Add(await open(name));
            return new SessionHandles(opened);
        }
        catch
        {
            foreach (SessionHandle handle in opened) handle.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (SessionHandle handle in all) handle.Dispose();
    }
}
