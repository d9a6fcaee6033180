using OpenCodeGen.Model;

namespace OpenCodeGen.Dialects;

/// <summary>
/// What an API means beyond what its document says. This one adds nothing; a dialect of its own API overrides what differs, so that every
/// such rule stands in one file.
/// </summary>
public class Dialect
{
    private static readonly Dialect[] _all = [new Dialect(), new OpenCodeDialect()];

    /// <summary>Documents that mean what they say.</summary>
    public static Dialect Standard => _all[0];

    /// <summary>Documents of OpenCode servers, and of forks of them.</summary>
    public static Dialect OpenCode => _all[1];

    /// <summary>The names of all dialects.</summary>
    public static IReadOnlyList<string> Names { get; } = _all.Select(static d => d.Name).ToList();

    /// <summary>What the dialect is called in settings.</summary>
    public virtual string Name => "standard";

    /// <summary>Strings that all events of a stream offer, wherever they stand in each.</summary>
    public virtual IReadOnlyList<EventMember> EventMembers => [];

    /// <summary>The optional property of request bodies in which the client's defaults are filled; null for none.</summary>
    public virtual string? LocationProperty => null;

    /// <summary>What the client class has beside what is generated, when it is written by hand: no path may be called so.</summary>
    public virtual IReadOnlyList<string> ClientMembers => [];

    /// <summary>The dialect of a name; null when there is none.</summary>
    public static Dialect? Find(string name) => Array.Find(_all, d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The file without what stands before the document.</summary>
    /// <param name="utf8">The bytes of the file, without a byte order mark.</param>
    public virtual ReadOnlyMemory<byte> WithoutBanner(ReadOnlyMemory<byte> utf8) => utf8;

    /// <summary>Whether an operation opens a WebSocket although its document does not mark it.</summary>
    /// <param name="method">The HTTP method in capitals.</param>
    /// <param name="path">The path.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="responses">The responses.</param>
    public virtual bool IsWebSocket(string method, string path, IReadOnlyList<ApiParameter> parameters, IReadOnlyList<ApiResponse> responses) => false;

    /// <summary>The name of the client's default that fills a parameter, or a property of a location, which a call leaves out; null for none.</summary>
    /// <param name="wireName">The name of the parameter or property in the document.</param>
    public virtual string? DefaultOf(string wireName) => null;

    /// <summary>Whether a number is a time in milliseconds since 1970, so that it is offered as a time, too.</summary>
    /// <param name="holder">The name of the property or component that the number stands in.</param>
    /// <param name="wireName">The name of the number's property.</param>
    public virtual bool IsEpochMilliseconds(string holder, string wireName) => false;

    /// <summary>Whether a choice between integers and <c>false</c> is a number that can be switched off.</summary>
    public virtual bool HasNumbersOrFalse => false;
}
