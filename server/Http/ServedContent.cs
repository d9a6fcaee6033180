namespace OpenCode.Server.Http;

/// <summary>A body of any kind.</summary>
/// <param name="Content">The bytes; disposed of when they have been sent.</param>
/// <param name="ContentType">Their type, for example <c>image/png</c>.</param>
public sealed record ServedContent(Stream Content, string ContentType);
