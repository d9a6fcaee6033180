using Mono.Cecil;

namespace OpenCode.Workbench.Architecture;

/// <summary>Which folders of an assembly use which others. A folder is a namespace: another test holds the two together.</summary>
/// <remarks>
/// The root folder is left out of <see cref="Cycles"/>: it holds what users type first, so every room uses its options and exceptions, and it uses the rooms.
/// Between it and the rooms <see cref="Knots"/> holds: no type of it is part of a circle with a type of a room.
/// </remarks>
public sealed class FolderGraph
{
    private readonly string _root;
    private readonly Dictionary<string, HashSet<string>> _types;

    private FolderGraph(string root, Dictionary<string, HashSet<string>> types) => (_root, _types) = (root, types);

    /// <summary>Circles of folders, each with the uses it is made of; empty when all arrows run one way.</summary>
    public IReadOnlyList<string> Cycles
    {
        get
        {
            var uses = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            foreach ((string type, HashSet<string> used) in _types)
            {
                HashSet<string> folders = uses.TryGetValue(FolderOf(type), out HashSet<string>? known)
                    ? known
                    : uses[FolderOf(type)] = new(StringComparer.Ordinal);
                folders.UnionWith(used.Select(FolderOf).Where(f => f != FolderOf(type) && f != _root));
            }

            uses.Remove(_root);
            return [.. Components.Of(uses).Where(static c => c.Count > 1).Select(c => Describe(c, FolderOf))];
        }
    }

    /// <summary>Circles of types that reach over more than one folder, each with the uses it is made of.</summary>
    public IReadOnlyList<string> Knots =>
        [.. Components.Of(_types).Where(c => c.Select(FolderOf).Distinct(StringComparer.Ordinal).Skip(1).Any()).Select(c => Describe(c, static t => t))];

    /// <summary>Reads an assembly that lies beside the tests.</summary>
    /// <param name="assembly">Its name.</param>
    /// <param name="root">The namespace of its root folder.</param>
    /// <exception cref="ArgumentException">It has no type there.</exception>
    public static FolderGraph Read(string assembly, string root)
    {
        using AssemblyDefinition definition = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        Dictionary<string, HashSet<string>> types = TypeUses.In(definition.MainModule);
        return types.Keys.Any(t => FolderOf(t) == root || FolderOf(t).StartsWith(root + ".", StringComparison.Ordinal))
            ? new FolderGraph(root, types)
            : throw new ArgumentException($"{assembly} has no type in {root} or below.", nameof(root));
    }

    private static string FolderOf(string type) => type[..type.LastIndexOf('.')];

    private string Describe(IReadOnlyCollection<string> circle, Func<string, string> nodeOf)
    {
        IEnumerable<string> uses = _types
            .SelectMany(static t => t.Value, static (t, used) => (From: t.Key, To: used))
            .Where(u => circle.Contains(nodeOf(u.From)) && circle.Contains(nodeOf(u.To)) && FolderOf(u.From) != FolderOf(u.To))
            .Select(static u => $"  {u.From} uses {u.To}");
        return $"{string.Join(", ", circle.Order(StringComparer.Ordinal))}:\n{string.Join('\n', uses.Order(StringComparer.Ordinal))}";
    }
}
