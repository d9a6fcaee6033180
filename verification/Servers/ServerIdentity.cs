using System.Text.Json;
using OpenCode.Core.Errors;
using OpenCode.Core.Responses;
using OpenCode.Verification.Wording;

namespace OpenCode.Verification.Servers;

/// <summary>What a server says it is, before anything else is asked of it.</summary>
/// <param name="Version">Its release.</param>
/// <param name="Directory">The folder that it works in.</param>
/// <param name="RefusesStrangers">Whether a request without a password is refused.</param>
internal sealed record ServerIdentity(string Version, string Directory, bool RefusesStrangers)
{
    private const int MostCharacters = 60;

    /// <param name="server">The server.</param>
    /// <param name="client">Reaches it.</param>
    /// <param name="stranger">Reaches it without a password.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="RunningServerException">It is not there, refuses the password, or is no OpenCode server.</exception>
    public static async Task<ServerIdentity> AskAsync(RunningServer server, OpenCodeClient client, OpenCodeClient stranger, CancellationToken cancellationToken)
    {
        string address = server.Address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        string? version = Text(await GetAsync(client, "/global/health", address, server, cancellationToken), "version");
        if (string.IsNullOrWhiteSpace(version))
        {
            throw new RunningServerException(
                $"What answers at {address} is no OpenCode server: its /global/health says no version. Give the address that 'opencode serve' printed.");
        }

        string directory = server.Directory ?? Text(await GetAsync(client, "/path", address, server, cancellationToken), "directory")
            ?? throw new RunningServerException($"The server at {address} does not say at /path in which folder it works; give the folder with --directory.");
        return new ServerIdentity(PlainText.Line(version, MostCharacters), directory, await RefusesAsync(stranger, cancellationToken));
    }

    private static async Task<string> GetAsync(
        OpenCodeClient client, string path, string address, RunningServer server, CancellationToken cancellationToken)
    {
        try
        {
            RawResponse response = await client.SendRawAsync(HttpMethod.Get, path, cancellationToken: cancellationToken);
            return response.EnsureSuccess().GetText();
        }
        catch (ApiAuthenticationException exception)
        {
            throw new RunningServerException(
                server.Password.Length == 0
                    ? $"The server at {address} wants a password: give it in OPENCODE_SERVER_PASSWORD or with --password-file."
                    : $"The server at {address} refuses the password of user '{server.UserName}': give the right one in OPENCODE_SERVER_PASSWORD or with "
                        + "--password-file, and the user with --user-name.",
                exception);
        }
        catch (ApiConnectionException exception)
        {
            throw new RunningServerException(
                $"The server at {address} cannot be reached: {Why(exception)}. Start it, or give the address that 'opencode serve' printed.", exception);
        }
        catch (ApiTimeoutException exception)
        {
            throw new RunningServerException(
                $"The server at {address} did not answer {path} within {exception.Limit.TotalSeconds:0} s. Start it anew.", exception);
        }
        catch (ApiException exception)
        {
            throw new RunningServerException($"What answers at {address} is no OpenCode server: {PlainText.Line(exception.Message, 300)}", exception);
        }
    }

    private static string Why(ApiConnectionException exception) => exception.Kind switch
    {
        ConnectionFailureKind.Refused => "nothing listens there",
        ConnectionFailureKind.NameResolution => "its host is not known",
        ConnectionFailureKind.Unreachable => "no network path leads there",
        ConnectionFailureKind.Protocol => "what listens there does not speak HTTP",
        ConnectionFailureKind.Reset => "the connection was closed before the response came",
        ConnectionFailureKind.Proxy => "a proxy does not let the connection through",
        ConnectionFailureKind.Tls => PlainText.Line(exception.Message, 300).TrimEnd('.'),
        _ => "the connection failed",
    };

    private static async Task<bool> RefusesAsync(OpenCodeClient stranger, CancellationToken cancellationToken)
    {
        try
        {
            return (int)(await stranger.SendRawAsync(HttpMethod.Get, "/global/health", cancellationToken: cancellationToken)).Status == 401;
        }
        catch (ApiException exception)
        {
            return exception is ApiAuthenticationException;
        }
    }

    private static string? Text(string json, string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
