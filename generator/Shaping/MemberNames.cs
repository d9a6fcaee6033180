namespace OpenCodeGen.Shaping;

/// <summary>Names the members of one generated type.</summary>
internal sealed class MemberNames(NameLock names)
{
    private const string Section = "members";

    private static readonly string[] _ofObjects =
        ["AdditionalProperties", "Decode", "WriteTo", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize"];

    private static readonly string[] _ofEnums =
        ["Value", "FromValue", "TryFromKnown", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "PrintMembers", "Deconstruct"];

    /// <summary>Whether the class of a union, and the keeper of its unknown variants, can have a member of this name.</summary>
    public static bool IsFreeInUnion(string name) => name != "Json" && !_ofObjects.Contains(name);

    /// <summary>Names the properties of a model by their wire names.</summary>
    public Dictionary<string, string> OfModel(string type, IEnumerable<string> wireNames) => Name(type, wireNames, _ofObjects);

    /// <summary>Names the known values of an enum by their texts.</summary>
    public Dictionary<string, string> OfEnum(string type, IEnumerable<string> values) => Name(type, values, _ofEnums);

    private Dictionary<string, string> Name(string type, IEnumerable<string> wireNames, string[] reserved)
    {
        List<string> ordered = wireNames.Order(StringComparer.Ordinal).ToList();
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(reserved, StringComparer.Ordinal) { type };
        var isReserved = new HashSet<string>(taken, StringComparer.Ordinal);
        foreach (string wire in ordered)
        {
            if (names.Find(Section, $"{type}.{wire}") is { } locked && taken.Add(locked)) result.Add(wire, locked);
        }

        foreach (string wire in ordered)
        {
            if (result.ContainsKey(wire)) continue;
            string natural = CSharpNames.Pascal(wire);
            if (isReserved.Contains(natural)) natural += "Value";
            string name = natural;
            for (int number = 2; !taken.Add(name); number++) name = natural + number;
            result.Add(wire, name);
            names.Set(Section, $"{type}.{wire}", name);
        }

        return result;
    }
}
