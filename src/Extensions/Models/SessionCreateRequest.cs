namespace OpenCode.Models;

public sealed partial class SessionCreateRequest
{
    /// <summary>A request for a session with a title.</summary>
    /// <param name="title">The title.</param>
    public static SessionCreateRequest FromString(string title) => new() { Title = title };

    /// <summary>A request for a session with a title.</summary>
    /// <param name="title">The title.</param>
    public static implicit operator SessionCreateRequest(string title) => FromString(title);
}
