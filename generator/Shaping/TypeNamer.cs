using OpenCodeGen.Model;

namespace OpenCodeGen.Shaping;

/// <summary>Names every type: first as the lock says, then components, then what is inside them.</summary>
internal sealed class TypeNamer
{
    private const string Section = "types";

    private readonly NameLock _lock;
    private readonly CuratedNames _curated;
    private readonly NameSpace _names;

    /// <param name="client">In a file with <c>using</c>, a namespace and the client come before a model of the same name, or beside it.</param>
    public TypeNamer(NameLock names, CuratedNames curated, ClientNames client)
    {
        _lock = names;
        _curated = curated;
        _names = new NameSpace(names, Section, [.. ReservedTypeNames.All, .. client.Namespace.Split('.'), client.Client]);
    }

    public void Name(IReadOnlyList<Draft> drafts)
    {
        List<Draft> ordered = drafts.OrderBy(d => d.Component is null).ThenBy(d => d.FirstPlace, StringComparer.Ordinal).ToList();
        ApplyLock(ordered);

        // A component whose natural name is its own spelling has the better claim to it.
        foreach (Draft draft in ordered.Where(d => d.Name is null && d.Component is not null).OrderBy(d => CSharpNames.Pascal(d.Component!) != d.Component))
            Assign(draft);
        foreach (Draft draft in ordered) Assign(draft);
        foreach (Draft draft in ordered)
        {
            foreach (string place in draft.Places.Keys) _lock.Set(Section, place, draft.FinalName);
        }
    }

    /// <summary>A name for a class that accompanies a type, such as the keeper of unknown variants.</summary>
    public string Companion(string key, string natural) => _names.Name(key, natural, "Model");

    private void ApplyLock(List<Draft> ordered)
    {
        // When a shared shape split, the name stays with the component of that name, with another component, or with the type whose place comes first.
        var owners = new SortedDictionary<string, (string Place, Draft Draft)>(StringComparer.Ordinal);
        foreach (Draft draft in ordered)
        {
            foreach (string place in draft.Places.Keys)
            {
                if (_lock.Find(Section, place) is { } name && (!owners.TryGetValue(name, out var owner) || Precedes(name, draft, place, owner)))
                    owners[name] = (place, draft);
            }
        }

        foreach ((string name, (_, Draft draft)) in owners.OrderBy(o => o.Value.Place, StringComparer.Ordinal))
            draft.Name ??= name;
    }

    private bool Precedes(string name, Draft draft, string place, (string Place, Draft Draft) owner)
    {
        int order = Claim(name, draft) - Claim(name, owner.Draft);
        return order < 0 || (order == 0 && string.CompareOrdinal(place, owner.Place) < 0);
    }

    private int Claim(string name, Draft draft)
    {
        if (draft.Component is not { } component) return 2;
        return (_curated.Type(draft) ?? CSharpNames.Pascal(component)) == name ? 0 : 1;
    }

    private void Assign(Draft draft)
    {
        if (draft.Name is not null) return;
        string natural = _curated.Type(draft) ?? Natural(draft);
        if (_names.Reserved.Contains(natural)) natural += "Model";
        draft.Name = _names.Free(natural);
    }

    private string Natural(Draft draft)
    {
        NameContext context = draft.Places[draft.FirstPlace];
        if (context.Owner is not { } owner) return context.Suffix;
        if (ReferenceEquals(owner, draft)) throw new SpecException(draft.FirstPlace, "is cyclic: it contains itself without a component in between.");
        owner = owner.Equal ?? owner;
        if (owner is UnionDraft { Twin: { } twin }) owner = twin;
        Assign(owner);
        return owner.FinalName + context.Suffix;
    }
}
