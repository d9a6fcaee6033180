using static OpenCodeGen.Preparing.PreparationTarget;

namespace OpenCodeGen.Preparing;

/// <summary>All adaptations, in the order in which they build on each other.</summary>
internal static class AdaptationTable
{
    public static IReadOnlyList<Adaptation> All { get; } =
    [
        new("plain-names", Kiota | NSwag, "A name with dots becomes a namespace, which can have the name of a type: names have no dots.",
            NameAdaptations.RemoveDots),
        new("web-sockets", Any | Kiota | NSwag, "An operation that opens a WebSocket would become a request that waits for a response.",
            OperationAdaptations.LeaveOutWebSockets),
        new("flat-parameters", Kiota | NSwag, "An object in the query (location[directory]) is not sent: its properties become parameters.",
            OperationAdaptations.FlattenParameters),
        new("event-frames", Kiota | NSwag, "A frame of a stream (id, event, data) is taken for the event: the event is what its data holds.",
            OperationAdaptations.ReadFrames),
        new("event-streams", Kiota | NSwag, "A stream of events would be read to its end and decoded as one event: it becomes a stream of bytes.",
            OperationAdaptations.OpenStreams),
        new("null-forms", Kiota, "A choice with null becomes a class of its own; everything may be null there.", ScalarAdaptations.LeaveOutNulls),
        new("nullable", NSwag, "OpenAPI 3.0 has no type null: a value that can be null says so in a word of its own.", VersionAdaptations.SayNullable),
        new("boolean-words", Any | Kiota | NSwag, "A boolean that may also be written as a string becomes a choice of two types: it is a boolean.",
            ScalarAdaptations.SimplifyBooleans),
        new("number-words", Kiota | NSwag, "A number that may also be \"NaN\" becomes a choice of two types: it is a number.",
            ScalarAdaptations.SimplifyNumbers),
        new("64-bit-integers", Any | Kiota | NSwag, "An integer without a format is taken for one of 32 bits, which a time in milliseconds does not fit.",
            ScalarAdaptations.WidenIntegers),
        new("constants", NSwag, "OpenAPI 3.0 has no const: it is an enum with one value.", VersionAdaptations.Enumerate),
        new("tags", Kiota | NSwag, "A string with one possible value becomes an enum of its own, which cannot tell the types of a choice apart.",
            ScalarAdaptations.FreeTags),
        new("enum-variants", Kiota, "A choice of an enum and something else cannot be made in TypeScript: there the enum is a string.",
            UnionAdaptations.FreeEnums),
        new("open-enums", NSwag, "A value that a newer server adds to an enum makes the whole response unreadable: it is a string or a number.",
            ScalarAdaptations.OpenEnums),
        new("named-objects", Any | Kiota | NSwag, "An object that repeats a component is taken for another type: it is that component.",
            UnionAdaptations.NameRepeated),
        new("error-types", Kiota | NSwag, "A choice of errors has no type, so that the error is lost: it becomes one type with the properties of all.",
            ErrorAdaptations.Unite),
        new("discriminators", Any | Kiota | NSwag, "A choice does not say how its types are told apart, so that one is tried after the other.",
            UnionAdaptations.TellApart),
        new("open-objects", Kiota | NSwag, "What a newer server adds to a closed object is lost: objects are open, as they are on the wire.",
            ScalarAdaptations.OpenObjects),
        new("inheritance", NSwag, "Of a choice only the first type is read: its types inherit from a base, which a tag tells apart.",
            InheritanceAdaptations.Inherit),
        new("any-values", NSwag, "Of a choice without a tag only the first type is read, too: it is one type that holds each, or any value.",
            NamelessAdaptations.Widen),
        new("inline-names", NSwag, "An object without a name is called by a number, such as Data16, which another release changes: it is called by its place.",
            NamelessAdaptations.Name),
        new("openapi-3.0", NSwag, "OpenAPI 3.1 is not read: what 3.0 says in other words is said so, and what it cannot say is left out.",
            VersionAdaptations.SpeakThreeZero),
    ];
}
