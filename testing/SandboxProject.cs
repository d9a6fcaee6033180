using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCode.Testing;

/// <summary>The directory that a sandboxed agent works in.</summary>
internal static class SandboxProject
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    // Fixed authors and dates give the commit, and with it OpenCode's project id, the same hash in every run.
    private static readonly Dictionary<string, string> s_gitEnvironment = new()
    {
        ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_AUTHOR_NAME"] = "Sandbox",
        ["GIT_AUTHOR_EMAIL"] = "sandbox@example.invalid",
        ["GIT_AUTHOR_DATE"] = "2026-01-01T00:00:00Z",
        ["GIT_COMMITTER_NAME"] = "Sandbox",
        ["GIT_COMMITTER_EMAIL"] = "sandbox@example.invalid",
        ["GIT_COMMITTER_DATE"] = "2026-01-01T00:00:00Z",
    };

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
        await File.WriteAllTextAsync(Path.Combine(directory, "opencode.json"), config.ToJsonString(s_indented), cancellationToken);
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
        ProcessStartInfo start = new("git", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };

        // A test run inside a git hook inherits GIT_DIR, and would commit to the wrong repository.
        foreach (string name in start.Environment.Keys.Where(static n => n.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in s_gitEnvironment) start.Environment[name] = value;
        using Process git = Start(start);
        try
        {
            Task<string> output = git.StandardOutput.ReadToEndAsync(cancellationToken);
            string errors = await git.StandardError.ReadToEndAsync(cancellationToken);
            await git.WaitForExitAsync(cancellationToken);
            if (git.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"`git {string.Join(' ', arguments)}` in '{directory}' failed with exit code {git.ExitCode}: {errors}{await output}");
            }
        }
        catch (OperationCanceledException)
        {
            git.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException(
                "git was not found on the PATH. Install it, or set OpenCodeSandboxOptions.Git to false.", exception);
        }
    }
}
