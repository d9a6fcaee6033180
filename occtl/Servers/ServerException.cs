namespace OpenCode.Ctl.Servers;

/// <summary>A server cannot be started, reached or ended.</summary>
internal sealed class ServerException(string message, Exception? cause = null) : Exception(message, cause);
