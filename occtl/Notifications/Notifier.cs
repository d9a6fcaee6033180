using System.ComponentModel;
using System.Net.Http.Headers;
using System.Text;
using CliWrap;

namespace OpenCode.Ctl.Notifications;

/// <summary>Tells a command or a webhook.</summary>
/// <param name="targets">Commands for the shell, and URLs.</param>
internal sealed class Notifier(IReadOnlyList<string> targets)
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    public IReadOnlyList<string> Targets => targets;

    /// <summary>Tells all of them. One that fails is said, and is no failure of what is told of.</summary>
    public async Task SendAsync(Notification notification, TextWriter errors, CancellationToken cancellationToken)
    {
        foreach (string target in targets)
        {
            using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            late.CancelAfter(_limit);
            try
            {
                if (IsUrl(target)) await PostAsync(target, notification, late.Token);
                else await RunAsync(target, notification, late.Token);
            }
            catch (Exception exception) when (exception is HttpRequestException or Win32Exception or IOException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested)
            {
                string reason = exception is OperationCanceledException ? $"no answer within {_limit.TotalSeconds:0} seconds" : exception.Message.TrimEnd('.');
                await errors.WriteLineAsync($"The notification to '{Name(target)}' failed: {reason}.");
            }
        }
    }

    public static bool IsUrl(string target)
        => target.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // A webhook's path is its secret more often than not.
    private static string Name(string target) => IsUrl(target) && Uri.TryCreate(target, UriKind.Absolute, out Uri? uri) ? uri.Host : target.Split(' ')[0];

    private static async Task PostAsync(string url, Notification notification, CancellationToken cancellationToken)
    {
        using HttpClient client = new();
        using StringContent body = new(notification.ToJson().ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        using HttpResponseMessage response = await client.PostAsync(new Uri(url), body, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    // By variables and by standard input: nothing that an agent wrote becomes a part of a command line.
    private static async Task RunAsync(string command, Notification notification, CancellationToken cancellationToken)
    {
        CommandResult result = await (OperatingSystem.IsWindows() ? Cli.Wrap("cmd.exe").WithArguments(["/d", "/s", "/c", command]) : Cli.Wrap("/bin/sh")
            .WithArguments(["-c", command]))
            .WithEnvironmentVariables(new Dictionary<string, string?>
            {
                ["OCCTL_KIND"] = notification.Kind,
                ["OCCTL_SERVER"] = notification.Server,
                ["OCCTL_SESSION"] = notification.Session,
                ["OCCTL_OUTCOME"] = notification.Outcome ?? "",
                ["OCCTL_TEXT"] = TerminalText.Safe(notification.Text),
            })
            .WithStandardInputPipe(PipeSource.FromString($"{notification.ToJson().ToJsonString()}\n"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellationToken);
        if (!result.IsSuccess) throw new IOException($"it ended with exit code {result.ExitCode}");
    }
}
