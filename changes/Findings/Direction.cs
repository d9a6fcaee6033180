namespace OpenCodeGen.Changes.Findings;

/// <summary>Which way the changed part travels.</summary>
public enum Direction
{
    /// <summary>Neither: the change is one of the operation as a whole.</summary>
    None,

    /// <summary>From the client to the server.</summary>
    Request,

    /// <summary>From the server to the client.</summary>
    Response,
}
