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
        new("boolean-words", Any | Kiota | NSwag, "A boolean that may also be written as a string becomes a choice of two types: it is a boolean.",
            ScalarAdaptations.SimplifyBooleans),
        new("number-words", Kiota | NSwag, "A number that may also be \"NaN\" becomes a choice of two types: it is a number.",
            ScalarAdaptations.SimplifyNumbers),
        new("64-bit-integers", Any | Kiota | NSwag, "An integer without a format is taken for one of 32 bits, which a time in milliseconds does not fit.",
            ScalarAdaptations.WidenIntegers),
        new("tags", Kiota, "A string with one possible value becomes an enum of its own, which cannot tell the types of a choice apart.",
            ScalarAdaptations.FreeTags),
        new("named-objects", Any | Kiota, "An object that repeats a component is taken for another type: it is that component.", UnionAdaptations.NameRepeated),
        new("error-types", Kiota, "A choice of errors has no type, so that the error is lost: it becomes one type with the properties of all.",
            ErrorAdaptations.Unite),
        new("discriminators", Any | Kiota, "A choice does not say how its types are told apart, so that one is tried after the other.",
            UnionAdaptations.TellApart),
        new("open-objects", Kiota, "What a newer server adds to a closed object is lost: objects are open, as they are on the wire.",
            ScalarAdaptations.OpenObjects),
    ];
}
