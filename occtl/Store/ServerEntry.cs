using System.Globalization;
using System.Text.Json.Nodes;
using OpenCode.Hosting.Processes;

namespace OpenCode.Ctl.Store;

/// <summary>A server in the store. What another tool has written beside what is known here is kept.</summary>
internal sealed class ServerEntry
{
    // An id, when it was started, and the system's count of it.
    private static readonly (string Id, string StartedAt, string Stamp) _process = ("pid", "process_started_at", "process_stamp");
    private static readonly (string Id, string StartedAt, string Stamp) _starter = ("starter_pid", "starter_started_at", "starter_stamp");

    private readonly JsonObject _json;

    /// <summary>One that was read.</summary>
    public ServerEntry(string id, JsonObject json) => (Id, _json) = (id, json);

    /// <summary>A new one.</summary>
    public ServerEntry(string id, DateTimeOffset now)
        : this(id, new JsonObject { ["id"] = id }) => (CreatedAt, LastActivity) = (now, now);

    /// <summary>Such as <c>oc-1f82bba7</c>.</summary>
    public string Id { get; }

    /// <summary>The port on 127.0.0.1; that of <see cref="Url"/> for an adopted server.</summary>
    public int Port { get => Number("port") is { } n ? (int)n : 0; init => _json["port"] = value; }

    /// <summary>The process; null while it is being started, and for an adopted server that runs elsewhere.</summary>
    public int? ProcessId { get => Number("pid") is { } n and > 0 ? (int)n : null; init => _json["pid"] = value; }

    /// <summary>The process, told from a later one with its id; null where the entry does not say when it was started.</summary>
    public ProcessIdentity? Process => ReadProcess(_process);

    public DateTimeOffset CreatedAt { get => Time("created_at") ?? DateTimeOffset.UnixEpoch; init => _json["created_at"] = Text(value); }

    /// <summary>When a command last did something with it.</summary>
    public DateTimeOffset LastActivity { get => Time("last_activity") ?? CreatedAt; init => _json["last_activity"] = Text(value); }

    /// <summary>What it was when somebody last looked.</summary>
    public string Status { get => String("status") ?? "running"; init => _json["status"] = value; }

    /// <summary>The settings file that it was started with; null for the usual ones.</summary>
    public string? ConfigPath { get => String("config_path"); init => _json["config_path"] = value; }

    /// <summary>The agent of prompts that name none.</summary>
    public string? Agent { get => String("agent"); init => _json["agent"] = value; }

    /// <summary>The project directory.</summary>
    public string? Directory { get => String("directory"); init => _json["directory"] = value; }

    /// <summary>The release; null where nobody asked it.</summary>
    public string? Version { get => String("version"); init => _json["version"] = value; }

    /// <summary>The home that it was given; null for the user's.</summary>
    public string? Home { get => String("home"); init => _json["home"] = value; }

    /// <summary>The address of a server that somebody else started; null for one of ours.</summary>
    public string? Url { get => String("url"); init => _json["url"] = value; }

    /// <summary>The user name that it wants; null for the usual one.</summary>
    public string? UserName { get => String("user_name"); init => _json["user_name"] = value; }

    /// <summary>The process that is starting it, by which one that was killed meanwhile is noticed.</summary>
    public ProcessIdentity? Starter { get => ReadProcess(_starter); init => Write(_json, _starter, value); }

    /// <summary>Until when it may be silent that nobody waits for; null for one whose command stays.</summary>
    public DateTimeOffset? StartingUntil { get => Time("starting_until"); init => _json["starting_until"] = Text(value); }

    /// <summary>Whether somebody else started it, so that stopping it is not ours.</summary>
    public bool IsAdopted => Url is not null;

    public Uri BaseUri => Url is { } url ? new Uri(url) : new Uri($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/");

    /// <summary>A new id.</summary>
    public static string NewId() => $"oc-{Random.Shared.NextInt64(1L << 32):x8}";

    /// <summary>A copy that was changed.</summary>
    public ServerEntry With(Action<JsonObject> change)
    {
        JsonObject copy = ToJson();
        change(copy);
        return new ServerEntry(Id, copy);
    }

    public ServerEntry WithStatus(string status) => With(j => j["status"] = status);

    /// <summary>A copy of one that has come up.</summary>
    public ServerEntry AsUp(string status, string version) => With(j =>
    {
        (j["status"], j["version"]) = (status, version);
        j.Remove("starting_until");
    });

    public ServerEntry WithActivity(DateTimeOffset now) => With(j => j["last_activity"] = Text(now));

    public ServerEntry WithProcess(ProcessIdentity process) => With(j => Write(j, _process, process));

    public JsonObject ToJson() => (JsonObject)_json.DeepClone();

    private static void Write(JsonObject json, (string Id, string StartedAt, string Stamp) names, ProcessIdentity? process)
    {
        json[names.Id] = process?.Id;
        json[names.StartedAt] = Text(process?.StartedAt);
        json[names.Stamp] = process?.StartStamp;
    }

    private static string? Text(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private ProcessIdentity? ReadProcess((string Id, string StartedAt, string Stamp) names)
        => Number(names.Id) is { } id and > 0 && Time(names.StartedAt) is { } started
            ? new ProcessIdentity((int)id, started) { StartStamp = String(names.Stamp) } : null;

    private string? String(string name) => _json[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    // One that was read is any number; one that was set is of the type it was set as.
    private double? Number(string name) => _json[name] switch
    {
        JsonValue value when value.TryGetValue(out int number) => number,
        JsonValue value when value.TryGetValue(out double number) => number,
        _ => null,
    };

    // The Python tool writes local times without a zone.
    private DateTimeOffset? Time(string name) => _json[name] switch
    {
        JsonValue value when value.TryGetValue(out string? text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time) => time,
        JsonValue value when value.TryGetValue(out double seconds) && seconds is > 0 and < 253402300799 => DateTimeOffset.UnixEpoch.AddSeconds(seconds),
        _ => null,
    };
}
