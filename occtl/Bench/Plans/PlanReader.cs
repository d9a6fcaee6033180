using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenCode.Ctl.Bench.Plans;

/// <summary>Reads the file of a benchmark, and says all that is wrong with it before anything is started.</summary>
internal sealed partial class PlanReader
{
    private const int MostRuns = 100_000;

    private static readonly TimeSpan _usualTimeLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _usualCheckLimit = TimeSpan.FromMinutes(2);

    private static readonly JsonDocumentOptions _reading
        = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private readonly List<string> _problems = [];
    private readonly string _file;
    private readonly string _folder;

    private PlanReader(string file)
    {
        _file = file;
        _folder = Path.GetDirectoryName(file)!;
    }

    /// <summary>Reads one.</summary>
    /// <param name="file">The file; what it names is looked for beside it.</param>
    /// <exception cref="PlanException">Something in it cannot be.</exception>
    public static BenchPlan Read(string file)
    {
        string path = Path.GetFullPath(file);
        if (Directory.Exists(path)) throw new PlanException(file, ["It is a folder; name the JSON file that describes the benchmark."]);
        if (!File.Exists(path)) throw new PlanException(file, ["There is no such file; name the JSON file that describes the benchmark."]);
        return Read(path, File.ReadAllText(path));
    }

    /// <summary>Reads one out of a text.</summary>
    public static BenchPlan Read(string path, string text)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: _reading);
        }
        catch (JsonException exception)
        {
            string place = exception.LineNumber is { } line ? $"Line {line + 1} is not JSON" : "It is not JSON";
            throw new PlanException(path, [$"{place}: {Sentence().Match(exception.Message).Value.TrimEnd('.')}."]);
        }

        if (root is not JsonObject json) throw new PlanException(path, ["It has to be an object in braces, with \"models\" and \"tasks\"."]);
        PlanReader reader = new(path);
        BenchPlan plan = reader.Plan(new PlanObject(json, "", reader._problems));
        return reader._problems.Count == 0 ? plan : throw new PlanException(path, reader._problems);
    }

    private BenchPlan Plan(PlanObject json)
    {
        string name = json.Text("name") ?? Path.GetFileNameWithoutExtension(_file);
        List<BenchModel> models = Models(json);
        List<BenchTask> tasks = Tasks(json);
        int repeats = json.Whole("repeats", 1, 1, 1000);
        BenchServers servers = json.Inner("servers") is { } given ? Servers(given) : new BenchServers();
        int concurrency = json.Whole("concurrency", servers.Total, 1, 256);
        IReadOnlyList<BenchRule>? permissions = json.Has("permissions") ? Rules(json) : null;
        json.RefuseOthers();
        long runs = (long)models.Count * tasks.Count * repeats;
        if (runs > MostRuns) _problems.Add($"repeats: {runs} runs are more than the {MostRuns} that one benchmark can have; take fewer, or divide it.");
        return new BenchPlan
        {
            Name = name,
            File = _file,
            Models = models,
            Tasks = tasks,
            Repeats = repeats,
            Concurrency = concurrency,
            Servers = servers,
            Permissions = permissions,
        };
    }

    private static List<BenchModel> Models(PlanObject json)
    {
        List<BenchModel> models = [];
        List<PlanObject> items = json.Items("models", "model");
        if (items.Count == 0) json.Problem("models", "names no model; write at least one, such as [\"anthropic/claude-sonnet-4-5\"].");
        Dictionary<string, string> slugs = new(StringComparer.OrdinalIgnoreCase);
        foreach (PlanObject item in items)
        {
            string model = item.RequiredText("model", "write the provider and the model: \"anthropic/claude-sonnet-4-5\".");
            int slash = model.IndexOf('/', StringComparison.Ordinal);
            if (model.Length > 0 && (slash <= 0 || slash == model.Length - 1)) item.Problem("model", $"\"{model}\" names no model; write the provider and the model: \"anthropic/claude-sonnet-4-5\".");
            string? agent = item.Text("agent");
            string? variant = item.Text("variant");
            string usual = string.Join(' ', new[] { model, variant, agent }.Where(static s => s is not null));
            BenchModel made = new(model, item.Text("name") ?? usual, agent, variant);
            item.RefuseOthers();
            if (made.Slug.Length > 100) item.Problem("name", "has more than 100 letters; choose a shorter one.");
            if (!slugs.TryAdd(made.Slug, item.PlaceOf("name"))) item.Problem("name", $"'{made.Name}' cannot be told from {slugs[made.Slug]} in names of files; give one of them another name.");
            models.Add(made);
        }

        return models;
    }

    private List<BenchTask> Tasks(PlanObject json)
    {
        TimeSpan time = json.Duration("time_limit") ?? _usualTimeLimit;
        decimal? money = json.Money("money_limit");
        List<BenchTask> tasks = [];
        List<PlanObject> items = json.Items("tasks", null);
        if (items.Count == 0) json.Problem("tasks", "names no task; write at least one, such as [{ \"id\": \"hello\", \"prompt\": \"Write hello.txt\" }].");
        Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
        foreach (PlanObject item in items)
        {
            string id = item.RequiredText("id", "give the task a short name that reports and files can have.");
            if (id.Length > 0 && !Id().IsMatch(id)) item.Problem("id", $"'{id}' can have up to 60 letters, digits, dots, underscores and dashes, and begins with a letter or digit.");
            if (id.Length > 0 && !ids.TryAdd(id, item.PlaceOf("id"))) item.Problem("id", $"'{id}' is that of {ids[id]} too; give one of them another.");
            tasks.Add(new BenchTask
            {
                Id = id,
                Prompt = Prompt(item),
                Directory = Folder(item, "directory"),
                Setup = item.Text("setup"),
                Checks = Checks(item),
                TimeLimit = item.Duration("time_limit") ?? time,
                MoneyLimit = item.Money("money_limit") ?? money,
            });
            item.RefuseOthers();
        }

        return tasks;
    }

    private string Prompt(PlanObject item)
    {
        string? text = item.Text("prompt");
        string? file = item.Text("prompt_file");
        if (file is null)
        {
            if (!item.Has("prompt") && !item.Has("prompt_file")) item.Problem("prompt", "is missing; write what to do, or name a file with it as \"prompt_file\".");
            return text ?? "";
        }

        if (item.Has("prompt")) item.Problem("prompt_file", "stands beside \"prompt\"; remove one of them.");
        string path = Path.GetFullPath(file, _folder);
        if (!File.Exists(path))
        {
            item.Problem("prompt_file", $"there is no file '{path}'; correct the name, which is looked for beside the benchmark.");
            return "";
        }

        string read = File.ReadAllText(path);
        if (string.IsNullOrWhiteSpace(read)) item.Problem("prompt_file", $"'{path}' is empty; write what to do.");
        return read;
    }

    private string? Folder(PlanObject item, string name)
    {
        if (item.Text(name) is not { } text) return null;
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, _folder));
        if (!Directory.Exists(path)) item.Problem(name, $"there is no folder '{path}'; correct the name, which is looked for beside the benchmark.");
        return path;
    }

    private static List<BenchCheck> Checks(PlanObject item)
    {
        List<BenchCheck> checks = [];
        foreach (PlanObject check in item.Items("checks", "command"))
        {
            string command = check.RequiredText("command", "write a command line, which passes with exit code 0.");
            checks.Add(new BenchCheck(command, check.Duration("time_limit") ?? _usualCheckLimit));
            check.RefuseOthers();
        }

        return checks;
    }

    private static List<BenchRule> Rules(PlanObject json)
    {
        List<BenchRule> rules = [];
        foreach (PlanObject item in json.Items("permissions", null))
        {
            string permission = item.RequiredText("permission", "name the kind, such as \"bash\", \"edit\", or \"*\" for all.");
            string pattern = item.Text("pattern") ?? "*";
            string action = item.RequiredText("action", "write \"allow\" or \"deny\".");
            if (action is not ("" or "allow" or "deny")) item.Problem("action", $"is \"{action}\", but has to be \"allow\" or \"deny\": nobody is there to be asked.");
            string? message = item.Text("message");
            if (message is not null && action == "allow") item.Problem("message", "tells an agent why it may not do something; remove it where something is allowed.");
            rules.Add(new BenchRule(permission, pattern, action == "allow", message));
            item.RefuseOthers();
        }

        return rules;
    }

    private BenchServers Servers(PlanObject json)
    {
        List<string> use = [];
        foreach (PlanObject item in json.Items("use", "id")) use.Add(item.RequiredText("id", "write the id of a server, which 'occtl list' shows."));
        string[] ofStarting = ["start", "version", "executable", "home", "config", "env", "time_limit"];
        if (json.Has("use"))
        {
            if (use.Count == 0) json.Problem("use", "names no server; write ids that 'occtl list' shows, or \"start\": 3 in its place.");
            foreach (string name in ofStarting.Where(json.Has)) json.Problem(name, "is for servers that are started; remove it, or remove \"use\".");
        }

        BenchServers servers = new()
        {
            Count = json.Whole("start", 1, 1, 64),
            Use = use,
            Version = json.Text("version"),
            Executable = Executable(json),
            Home = json.Text("home") is { } home ? Path.GetFullPath(home, _folder) : null,
            Config = json.Text("config") is { } config ? Path.GetFullPath(config, _folder) : null,
            Environment = json.Texts("env"),
            TimeLimit = json.Duration("time_limit") ?? TimeSpan.FromSeconds(60),
        };
        if (servers.Version is not null && servers.Executable is not null) json.Problem("version", "stands beside \"executable\"; remove one of them.");
        for (int number = 1; number <= servers.Count && servers.Config is { } settings; number++)
        {
            string path = ServerText.For(settings, number);
            if (File.Exists(path)) continue;
            json.Problem("config", $"there is no settings file '{path}'; correct the name, which is looked for beside the benchmark.");
            break;
        }

        json.RefuseOthers();
        return servers;
    }

    private string? Executable(PlanObject json)
    {
        if (json.Text("executable") is not { } text) return null;

        // Without a slash it is looked for on the PATH.
        if (text.AsSpan().IndexOfAny('/', '\\') < 0) return text;
        string path = Path.GetFullPath(text, _folder);
        if (!File.Exists(path)) json.Problem("executable", $"there is no executable '{path}'; correct the name, which is looked for beside the benchmark.");
        return path;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^.*?(?=( LineNumber:| Path:|\z))", RegexOptions.Singleline)]
    private static partial Regex Sentence();
}
