using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenCode.Ctl.Bench.Plans;

/// <summary>
/// Tells whether two plans ask for the same, so that their results can stand in one folder: models, tasks with all files that they copy, permissions, and the
/// servers' release and settings. More repeats, another number of servers and another concurrency are the same benchmark.
/// </summary>
internal static class Fingerprint
{
    private const string Separator = "\n--\n";

    /// <summary>One for each part of a plan, by what a person calls the part.</summary>
    public static IReadOnlyDictionary<string, string> Of(BenchPlan plan)
    {
        Dictionary<string, string> parts = new(StringComparer.Ordinal)
        {
            ["models"] = Hash(plan.Models.SelectMany(static m => new[] { m.Name, m.Model, m.Agent, m.Variant })),
            ["permissions"] = Hash((plan.Permissions ?? []).SelectMany(static r => new[] { r.Permission, r.Pattern, r.Allows ? "allow" : "deny", r.Message })
                .Prepend(plan.Permissions is null ? "usual" : "given")),
            ["servers"] = Hash(OfServers(plan.Servers)),
        };
        Dictionary<string, string> folders = new(StringComparer.Ordinal);
        foreach (BenchTask task in plan.Tasks) parts[$"task '{task.Id}'"] = Hash(OfTask(task, folders));
        return parts;
    }

    /// <summary>The parts that differ; empty for the same benchmark.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
        => [.. now.Keys.Union(before.Keys).Where(k => before.GetValueOrDefault(k) != now.GetValueOrDefault(k)).Order(StringComparer.Ordinal)];

    public static JsonObject ToJson(IReadOnlyDictionary<string, string> parts)
        => new(parts.Select(static p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value)));

    private static IEnumerable<string?> OfServers(BenchServers servers)
    {
        yield return servers.Version;
        yield return servers.Executable;
        yield return servers.Config is { } config && File.Exists(config) ? OfSettings(File.ReadAllText(config)) : servers.Config;
        foreach (string id in servers.Use) yield return id;
    }

    // OpenCode writes "$schema" into settings that have none.
    private static string OfSettings(string text)
    {
        try
        {
            JsonDocumentOptions options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            if (JsonNode.Parse(text, documentOptions: options) is not JsonObject settings) return text;
            settings.Remove("$schema");
            return settings.ToJsonString();
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static IEnumerable<string?> OfTask(BenchTask task, Dictionary<string, string> folders)
    {
        yield return task.Prompt;
        yield return task.Setup;
        yield return task.TimeLimit.Ticks.ToString(CultureInfo.InvariantCulture);
        yield return task.MoneyLimit?.ToString(CultureInfo.InvariantCulture);
        foreach (BenchCheck check in task.Checks) yield return $"{check.Command}{Separator}{check.TimeLimit.Ticks}";
        if (task.Directory is not { } directory) yield break;
        if (!folders.TryGetValue(directory, out string? hash)) folders[directory] = hash = OfFolder(directory);
        yield return hash;
    }

    private static string OfFolder(string folder)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (FileSystemInfo entry in TemplateFolder.Entries(folder))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/') + Separator));
            if (entry.LinkTarget is { } target) hash.AppendData(Encoding.UTF8.GetBytes(target));
            else if (entry is FileInfo file) hash.AppendData(OfFile(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] OfFile(FileInfo file)
    {
        using FileStream stream = file.OpenRead();
        return SHA256.HashData(stream);
    }

    private static string Hash(IEnumerable<string?> texts)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(Separator, texts.Select(static t => t ?? "\0")))))[..16];
}
