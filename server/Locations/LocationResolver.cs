using OpenCode.Server.Http;

namespace OpenCode.Server.Locations;

/// <summary>Finds the folder that a request is about, and refuses those that nobody allowed.</summary>
public sealed class LocationResolver
{
    private const string Header = "x-opencode-directory";

    private readonly ServerLocation _default;
    private readonly string[] _roots;

    /// <summary>Creates a resolver.</summary>
    /// <param name="options">Which folders may be named.</param>
    public LocationResolver(OpenCodeEndpointOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _default = new ServerLocation(RealPath.Of(Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.Directory))));
        _roots = [_default.Directory, .. options.OtherDirectories.Select(static d => RealPath.Of(Path.TrimEndingDirectorySeparator(Path.GetFullPath(d))))];
    }

    /// <summary>What a request without a folder is about.</summary>
    public ServerLocation Default => _default;

    /// <summary>The folder of a request.</summary>
    /// <param name="call">The request; its header counts where the query is silent.</param>
    /// <param name="directory">What the query says.</param>
    /// <exception cref="OperationException">The folder may not be used.</exception>
    public ServerLocation Find(OperationCall call, string? directory)
    {
        ArgumentNullException.ThrowIfNull(call);
        string? named = string.IsNullOrEmpty(directory) ? call.HttpContext.Request.Headers[Header].FirstOrDefault() : directory;
        if (string.IsNullOrEmpty(named)) return _default;
        string asked = string.IsNullOrEmpty(directory) ? Uri.UnescapeDataString(named) : named;
        if (asked.Contains('\0', StringComparison.Ordinal)) throw new OperationException(400, "The directory holds a character that no path has.");
        string full = RealPath.Of(Path.TrimEndingDirectorySeparator(Path.GetFullPath(asked, _default.Directory)));
        return Array.Exists(_roots, r => RealPath.IsBelow(full, r))
            ? new ServerLocation(full)
            : throw new OperationException(403, $"'{asked}' lies outside of the folders that this server works in. Add it to OpenCodeEndpointOptions.OtherDirectories.");
    }
}
