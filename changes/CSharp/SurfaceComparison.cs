using System.Text;
using OpenCodeGen.Changes.Findings;

namespace OpenCodeGen.Changes.CSharp;

/// <summary>Compares the public surfaces of two generated clients.</summary>
internal sealed class SurfaceComparison
{
    private readonly IReadOnlyDictionary<string, SurfaceType> _before;
    private readonly IReadOnlyDictionary<string, SurfaceType> _after;
    private readonly List<CallerFinding> _findings = [];

    private SurfaceComparison(IReadOnlyDictionary<string, SurfaceType> before, IReadOnlyDictionary<string, SurfaceType> after)
        => (_before, _after) = (before, after);

    /// <summary>Compares.</summary>
    /// <returns>What changed, the gravest first.</returns>
    public static IReadOnlyList<CallerFinding> Run(IReadOnlyDictionary<string, SurfaceType> before, IReadOnlyDictionary<string, SurfaceType> after)
    {
        var comparison = new SurfaceComparison(before, after);
        comparison.Compare();
        return
        [
            .. comparison._findings.OrderByDescending(static f => f.Rule.Source).ThenByDescending(static f => f.Rule.BreaksBinary)
                .ThenBy(static f => f.Type, StringComparer.Ordinal).ThenBy(static f => f.Member, StringComparer.Ordinal)
                    .ThenBy(static f => f.Rule.Id, StringComparer.Ordinal),
        ];
    }

    private void Compare()
    {
        foreach (SurfaceType type in _before.Values.Where(t => !_after.ContainsKey(t.Name))) Add(CallerRules.TypeRemoved, type, null, "it was removed");
        foreach (SurfaceType type in _after.Values)
        {
            if (_before.TryGetValue(type.Name, out SurfaceType? old)) Compare(old, type);
            else Add(CallerRules.TypeAdded, type, null, "it is new");
        }
    }

    private void Compare(SurfaceType before, SurfaceType after)
    {
        if (!before.IsObsolete && after.IsObsolete) Add(CallerRules.BecameObsolete, after, null, "it is deprecated now");
        if (before.Kind != after.Kind) Add(CallerRules.KindChanged, after, null, $"it was {A(before.Kind)} and is {A(after.Kind)}");
        foreach (string gone in before.Bases.Except(after.Bases, StringComparer.Ordinal))
            Add(CallerRules.BaseRemoved, after, null, $"it is no {gone} any more");
        foreach (string young in after.Bases.Except(before.Bases, StringComparer.Ordinal)) Add(CallerRules.BaseAdded, after, null, $"it is {A(young)} now");
        HashSet<string> replaced = [];
        Dictionary<string, SurfaceMember> had = ByCompiledKey(before);
        Dictionary<string, SurfaceMember> has = ByCompiledKey(after);
        foreach ((string key, SurfaceMember member) in had)
        {
            if (has.TryGetValue(key, out SurfaceMember? same)) Compare(after, member, same);
            else Replace(after, member, [.. has.Where(m => !had.ContainsKey(m.Key)).Select(static m => m.Value)], replaced);
        }

        foreach (SurfaceMember member in has.Where(m => !had.ContainsKey(m.Key) && !replaced.Contains(m.Value.Key)).Select(static m => m.Value))
        {
            bool mustBeSet = member.IsRequired && before.IsCreated && after.IsCreated;
            Add(mustBeSet ? CallerRules.RequiredAdded : CallerRules.MemberAdded, after, member, mustBeSet ? "it is new and has to be set" : "it is new");
        }
    }

    private void Compare(SurfaceType type, SurfaceMember before, SurfaceMember after)
    {
        if (before.IsStatic != after.IsStatic) Add(CallerRules.StaticChanged, type, after, after.IsStatic ? "it is static now" : "it is not static any more");
        if (before.Type != after.Type)
        {
            Add(Compiled(before.Type) == Compiled(after.Type) ? CallerRules.NullableChanged : CallerRules.TypeChanged, type, after, $"its type was {before.Type} and is {after.Type}");
        }

        if (!before.IsObsolete && after.IsObsolete) Add(CallerRules.BecameObsolete, type, after, "it is deprecated now");
        if (before.IsSettable && !after.IsSettable) Add(CallerRules.SetterRemoved, type, after, "it cannot be set any more");
        if (!before.IsRequired && after.IsRequired) Add(CallerRules.BecameRequired, type, after, "it has to be set now");
        if (before.IsRequired && !after.IsRequired) Add(CallerRules.BecameOptional, type, after, "it need not be set any more");
        foreach ((SurfaceParameter old, SurfaceParameter young) in (before.Parameters ?? []).Zip(after.Parameters ?? []))
        {
            if (old.Name != young.Name) Add(CallerRules.ParameterRenamed, type, after, $"the parameter {old.Name} is called {young.Name} now");
            if (old.IsOptional && !young.IsOptional)
                Add(CallerRules.ParameterRequired, type, after, $"the parameter {young.Name} must not be left out any more");
            if (!old.IsOptional && young.IsOptional) Add(CallerRules.ParameterOptional, type, after, $"the parameter {young.Name} may be left out");
            if (old.Type != young.Type) Add(CallerRules.NullableChanged, type, after, $"the parameter {young.Name} was {old.Type} and is {young.Type}");
        }
    }

    // What compiled code tells a member by: there is no trace of whether a reference may be null.
    private Dictionary<string, SurfaceMember> ByCompiledKey(SurfaceType type) => type.Members.Values
        .ToDictionary(m => m.Parameters is null
            ? m.Name : $"{m.Name}({string.Join(", ", m.Parameters.Select(p => Compiled(p.Type)))})", StringComparer.Ordinal);

    // The same type without what says that a reference may be null, also inside of a list of them.
    private string Compiled(string type)
    {
        StringBuilder compiled = new();
        for (int at = 0; at < type.Length; at++)
        {
            int begin = at;
            while (begin > 0 && (char.IsLetterOrDigit(type[begin - 1]) || type[begin - 1] is '_' or '.')) begin--;
            if (type[at] != '?' || IsValueType(type[begin..at])) compiled.Append(type[at]);
        }

        return compiled.ToString();
    }

    // A method of the same name with other parameters, which nothing of the old type is.
    private void Replace(SurfaceType after, SurfaceMember member, List<SurfaceMember> added, HashSet<string> replaced)
    {
        SurfaceMember? other = member.Parameters is null ? null
            : added.Find(m => m.Name == member.Name && m.Parameters is not null && !replaced.Contains(m.Key));
        if (other is null)
        {
            Add(CallerRules.MemberRemoved, after, member, "it was removed");
            return;
        }

        replaced.Add(other.Key);
        bool isLonger = other.Parameters!.Count > member.Parameters!.Count && other.Parameters.Skip(member.Parameters.Count).All(static p => p.IsOptional)
            && member.Parameters.Select(static p => p.Type)
                .SequenceEqual(other.Parameters.Take(member.Parameters.Count).Select(static p => p.Type), StringComparer.Ordinal);
        Add(isLonger ? CallerRules.OptionalParameterAdded : CallerRules.ParametersChanged, after, member, $"it is {other.Text} now");
        if (member.Type != other.Type) Add(CallerRules.TypeChanged, after, other, $"its type was {member.Type} and is {other.Type}");
    }

    // "an abstract class", "an IDisposable".
    private static string A(string noun) => $"{(noun[0] is 'a' or 'e' or 'i' or 'o' or 'A' or 'E' or 'I' or 'O' ? "an" : "a")} {noun}";

    private bool IsValueType(string type)
        => type is "bool" or "int" or "long" or "double" or "decimal" or "byte" or "JsonElement" or "DateTimeOffset" or "Guid" or "T"
        || _after.Values.Any(t => t.Kind.EndsWith("struct", StringComparison.Ordinal) && t.Name.EndsWith("." + type, StringComparison.Ordinal));

    private void Add(CallerRule rule, SurfaceType type, SurfaceMember? member, string message)
        => _findings.Add(new CallerFinding(rule, type.Name, member?.Text, message, FindingList.FingerprintOf(rule.Id, type.Name, member?.Text ?? "", message))
        {
            Namespace = type.Namespace,
        });
}
