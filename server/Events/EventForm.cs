namespace OpenCode.Server.Events;

/// <summary>How a stream writes an event.</summary>
internal enum EventForm
{
    /// <summary>As on <c>/event</c>: <c>id</c>, <c>type</c> and <c>properties</c>.</summary>
    Directory,

    /// <summary>As on <c>/global/event</c>: the same as <c>payload</c>, and the folder that it is about.</summary>
    Global,

    /// <summary>As on <c>/api/event</c>: <c>id</c>, <c>type</c> and <c>data</c>, with place and number.</summary>
    Api,
}
