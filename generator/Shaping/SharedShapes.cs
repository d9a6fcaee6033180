namespace OpenCodeGen.Shaping;

/// <summary>
/// Which places share one type because their shape and role are equal. Places that the lock gave different names do not,
/// even when a later document makes them equal: a public type would vanish.
/// </summary>
internal sealed class SharedShapes
{
    private readonly SortedDictionary<string, SortedSet<string>> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Shape, string Place), string> _split = [];

    /// <summary>The key under which a place shares its type.</summary>
    public string Key(string shape, string place)
    {
        if (!_places.TryGetValue(shape, out SortedSet<string>? places)) _places.Add(shape, places = new SortedSet<string>(StringComparer.Ordinal));
        places.Add(place);
        return _split.GetValueOrDefault((shape, place), shape);
    }

    /// <summary>The rules for a second walk, when the lock names places of one shape differently.</summary>
    /// <returns>The rules; null when the first walk was right.</returns>
    public SharedShapes? SplitBy(NameLock names)
    {
        var next = new SharedShapes();
        foreach ((string shape, SortedSet<string> places) in _places)
        {
            List<string?> locked = places.Select(p => names.Find("types", p)).ToList();
            string? first = locked.Find(n => n is not null);
            if (locked.Where(n => n is not null).Distinct(StringComparer.Ordinal).Count() < 2) continue;
            foreach (string place in places) next._split.Add((shape, place), $"{shape} as {names.Find("types", place) ?? first}");
        }

        return next._split.Count > 0 ? next : null;
    }
}
