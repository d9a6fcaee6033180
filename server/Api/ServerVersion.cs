namespace OpenCode.Server.Api;

/// <summary>Which release of OpenCode's API is spoken.</summary>
internal static class ServerVersion
{
    /// <summary>The release, as clients ask for it: they look at the number to know what they can do.</summary>
    public const string Text = "1.18.33";
}
