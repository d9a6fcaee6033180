namespace OpenCode.Ctl.Store;

/// <summary>The store cannot be read, written or locked.</summary>
internal sealed class StoreException(string message, Exception? cause = null) : IOException(message, cause);
