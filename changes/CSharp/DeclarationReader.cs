using System.Buffers;

namespace OpenCodeGen.Changes.CSharp;

/// <summary>Takes a line apart that declares something public.</summary>
internal sealed class DeclarationReader
{
    private static readonly HashSet<string> _modifiers =
    [
        "public", "protected", "internal", "static", "sealed", "abstract", "override", "virtual", "new", "required", "partial", "readonly", "const", "async",
        "unsafe", "ref",
    ];

    private static readonly string[] _kinds = ["class", "struct", "record struct", "record", "interface", "enum", "delegate"];

    private static readonly SearchValues<char> _nameEnds = SearchValues.Create(" ([{;:=<");

    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly string _rest;

    public DeclarationReader(string line)
    {
        _rest = line;
        while (_rest.IndexOf(' ', StringComparison.Ordinal) is > 0 and int end && _modifiers.Contains(_rest[..end]))
        {
            _given.Add(_rest[..end]);
            _rest = _rest[(end + 1)..].TrimStart();
        }

        if (_kinds.FirstOrDefault(k => _rest.StartsWith(k + " ", StringComparison.Ordinal)) is not { } kind) return;
        string declared = _rest[(kind.Length + 1)..];
        int nameEnd = declared.AsSpan().IndexOfAny(_nameEnds);
        TypeName = nameEnd < 0 ? declared : declared[..nameEnd];
        string after = nameEnd < 0 ? "" : declared[nameEnd..];
        if (after.StartsWith('('))
        {
            int close = BalancedText.EndOf(after, 0);
            PrimaryConstructor = new SurfaceMember { Name = SurfaceMember.ConstructorName, Type = "", Parameters = ParametersOf(after[1..close]) };
            after = after[(close + 1)..];
        }

        int colon = after.IndexOf(" : ", StringComparison.Ordinal);
        Bases = colon < 0 ? [] : [.. BalancedText.Split(after[(colon + 3)..].Split('{')[0]).Select(static b => b.Trim())];
        TypeKind = string.Join(' ', _given.Where(static m => m is "static" or "sealed" or "abstract" or "readonly").Append(kind));
    }

    /// <summary>The name of the type that is declared; null for a member.</summary>
    public string? TypeName { get; }

    public string TypeKind { get; } = "";

    public IReadOnlyList<string> Bases { get; } = [];

    public SurfaceMember? PrimaryConstructor { get; }

    /// <summary>The member that is declared; null for what no caller can name.</summary>
    /// <param name="type">The type around it.</param>
    public SurfaceMember? Member(string type)
    {
        if (_rest.StartsWith(type + "(", StringComparison.Ordinal)) return With(SurfaceMember.ConstructorName, "", _rest[type.Length..]);
        if (_rest.StartsWith("implicit operator ", StringComparison.Ordinal) || _rest.StartsWith("explicit operator ", StringComparison.Ordinal))
        {
            int open = _rest.IndexOf('(', StringComparison.Ordinal);
            return With(_rest[..open], "", _rest[open..]);
        }

        int typeEnd = BalancedText.FirstSpace(_rest);
        if (typeEnd < 0) return null;
        (string returned, string declared) = (_rest[..typeEnd], _rest[(typeEnd + 1)..]);
        if (declared.StartsWith("operator ", StringComparison.Ordinal))
        {
            int open = declared.IndexOf('(', StringComparison.Ordinal);
            return With(declared[..open], returned, declared[open..]);
        }

        int nameEnd = declared.AsSpan().IndexOfAny(_nameEnds);
        string name = nameEnd < 0 ? declared : declared[..nameEnd];
        string after = nameEnd < 0 ? "" : declared[nameEnd..];
        if (after.StartsWith('<'))
        {
            int close = BalancedText.EndOf(after, 0);
            (name, after) = (name + after[..(close + 1)], after[(close + 1)..]);
        }

        return With(name, returned, after);
    }

    private SurfaceMember With(string name, string type, string after)
    {
        bool hasParameters = after.StartsWith('(') || after.StartsWith('[');
        int close = hasParameters ? BalancedText.EndOf(after, 0) : 0;
        string body = hasParameters ? after[(close + 1)..] : after;
        return new SurfaceMember
        {
            Name = name,
            Type = type,
            Parameters = hasParameters ? ParametersOf(after[1..close]) : null,
            IsStatic = _given.Contains("static"),
            IsRequired = _given.Contains("required"),
            IsSettable = body.Contains("init;", StringComparison.Ordinal) || body.Contains(" set;", StringComparison.Ordinal),
        };
    }

    private static IReadOnlyList<SurfaceParameter> ParametersOf(string text)
    {
        if (text.Trim().Length == 0) return [];
        return [.. BalancedText.Split(text).Select(static p =>
        {
            string[] halves = p.Trim().Split(" = ", 2);
            int space = halves[0].LastIndexOf(' ');
            return new SurfaceParameter(halves[0][..space], halves[0][(space + 1)..], halves.Length == 2);
        })];
    }
}
