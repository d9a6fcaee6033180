namespace ChatSample;

/// <summary>What the command line says.</summary>
/// <param name="Server">The server; null for one of the sample's own.</param>
/// <param name="Directory">The project directory on the server; null for the server's.</param>
/// <param name="Model">The model; null for the server's.</param>
/// <param name="AllowsAll">Whether nobody is asked for permissions.</param>
internal sealed record ChatSettings(Uri? Server, string? Directory, string? Model, bool AllowsAll);
