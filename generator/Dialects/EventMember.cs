namespace OpenCodeGen.Dialects;

/// <summary>A string that events have at different places; the unions of an event stream offer it as one member.</summary>
/// <param name="Name">The C# name of the member.</param>
/// <param name="Summary">What it is, for its documentation.</param>
/// <param name="Paths">Where it may stand; the first place that an event has and that is not empty counts.</param>
public sealed record EventMember(string Name, string Summary, IReadOnlyList<EventMemberPath> Paths);

/// <summary>One place in an event.</summary>
/// <param name="WireNames">The properties on the way, from the event on.</param>
/// <param name="Holder">The component that must hold the last property; null for any object.</param>
/// <param name="Prefix">What the string must begin with in an event whose type nobody knows; null for anything.</param>
public sealed record EventMemberPath(IReadOnlyList<string> WireNames, string? Holder = null, string? Prefix = null);
