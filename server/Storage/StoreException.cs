namespace OpenCode.Server.Storage;

/// <summary>What a server keeps could not be read or written.</summary>
/// <param name="message">What, where, and the way out.</param>
/// <param name="innerException">The cause.</param>
public sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException);
