using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace OpenCode.Testing;

/// <summary>The directory that a sandboxed agent works in.</summary>
internal static class SandboxProject
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    private static readonly Dictionary<string, string?> _gitEnvironment = GitEnvironment();

    public static async Task CreateAsync(string directory, Uri model, OpenCodeSandboxOptions options, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        foreach ((string path, string content) in options.Files)
        {
            string full = Path.GetFullPath(Path.Combine(directory, path));
            if (!full.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new ArgumentException($"OpenCodeSandboxOptions.Files has '{path}', which is outside the project. Give relative paths.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            await File.WriteAllTextAsync(full, content, cancellationToken);
        }

        if (options.Git) await CommitAsync(directory, cancellationToken);
        JsonObject config = Config(model);
        options.Configure?.Invoke(config);
        await File.WriteAllTextAsync(Path.Combine(directory, "opencode.json"), config.ToJsonString(_indented), cancellationToken);
    }

    private static JsonObject Config(Uri model) => new()
    {
        ["model"] = $"scripted/{ScriptedModel.ModelName}",
        ["small_model"] = $"scripted/{ScriptedModel.ModelName}",
        ["autoupdate"] = false,
        ["share"] = "disabled",
        ["provider"] = new JsonObject
        {
            ["scripted"] = new JsonObject
            {
                ["npm"] = "@ai-sdk/openai-compatible",
                ["options"] = new JsonObject { ["baseURL"] = model.ToString(), ["apiKey"] = "x" },
                ["models"] = new JsonObject { [ScriptedModel.ModelName] = new JsonObject { ["name"] = "Scripted" } },
            },
        },
    };

    private static Dictionary<string, string?> GitEnvironment()
    {
        // A test run inside a git hook inherits GIT_DIR, and would commit to the wrong repository: null takes a variable away.
        Dictionary<string, string?> environment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(static n => n.StartsWith("GIT_", StringComparison.Ordinal))
            .ToDictionary(static n => n, static _ => (string?)null);
        environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        environment["GIT_CONFIG_NOSYSTEM"] = "1";

        // Fixed authors and dates give the commit, and with it OpenCode's project id, the same hash in every run.
        foreach (string role in new[] { "AUTHOR", "COMMITTER" })
        {
            environment[$"GIT_{role}_NAME"] = "Sandbox";
            environment[$"GIT_{role}_EMAIL"] = "sandbox@example.invalid";
            environment[$"GIT_{role}_DATE"] = "2026-01-01T00:00:00Z";
        }

        return environment;
    }

    private static async Task CommitAsync(string directory, CancellationToken cancellationToken)
    {
        await GitAsync(directory, cancellationToken, "-c", "init.defaultBranch=main", "init", "--quiet");

        // The settings hold a port, which is another one in every run: they stay out of the commit and of `git status`.
        Directory.CreateDirectory(Path.Combine(directory, ".git", "info"));
        await File.WriteAllTextAsync(Path.Combine(directory, ".git", "info", "exclude"), "opencode.json\n", cancellationToken);
        await GitAsync(directory, cancellationToken, "-c", "core.autocrlf=false", "add", "--all");
        await GitAsync(directory, cancellationToken, "commit", "--quiet", "--allow-empty", "--no-gpg-sign", "--message", "The sandbox's first commit");
    }

    private static async Task GitAsync(string directory, CancellationToken cancellationToken, params string[] arguments)
    {
        try
        {
            BufferedCommandResult result = await Cli.Wrap("git")
                .WithArguments(arguments)
                .WithWorkingDirectory(directory)
                .WithEnvironmentVariables(_gitEnvironment)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            if (result.IsSuccess) return;
            throw new InvalidOperationException(
                $"`git {string.Join(' ', arguments)}` in '{directory}' failed with exit code {result.ExitCode}: {result.StandardError}{result.StandardOutput}");
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("git was not found on the PATH. Install it, or set OpenCodeSandboxOptions.Git to false.", exception);
        }
    }
}
