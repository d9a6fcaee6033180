namespace OpenCodeGen.Shaping;

/// <summary>Names that share a scope: none is given twice, and the lock is always right.</summary>
internal sealed class NameSpace
{
    private readonly NameLock _lock;
    private readonly string _section;
    private readonly HashSet<string> _taken;

    public NameSpace(NameLock names, string section, IEnumerable<string> reserved)
    {
        _lock = names;
        _section = section;
        Reserved = new HashSet<string>(reserved, StringComparer.Ordinal);

        // Names of things that left the document stay taken: they may come back.
        // They become files, and some file systems do not tell "Fork" from "fork".
        _taken = new HashSet<string>(names.Entries(section).Values, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlySet<string> Reserved { get; }

    /// <summary>Gives a key its name: the locked one, or the natural one, or that with a number.</summary>
    public string Name(string key, string natural, string suffixWhenReserved)
    {
        if (_lock.Find(_section, key) is { } locked) return locked;
        string name = Free(Reserved.Contains(natural) ? natural + suffixWhenReserved : natural);
        _lock.Set(_section, key, name);
        return name;
    }

    /// <summary>A name that nothing has yet; it is taken now.</summary>
    public string Free(string natural)
    {
        string name = natural;
        for (int number = 2; Reserved.Contains(name) || !_taken.Add(name); number++) name = natural + number;
        return name;
    }
}
