namespace OpenCode.Ctl.Servers;

/// <summary>There is no server, session or request of that name.</summary>
internal sealed class NotFoundException(string message) : Exception(message);
