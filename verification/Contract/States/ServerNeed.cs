namespace OpenCode.Verification.Contract.States;

/// <summary>What a state or a request needs that only the verification's own server has for certain.</summary>
internal enum ServerNeed
{
    /// <summary>Nothing that the API could not make.</summary>
    None,

    /// <summary>A model whose answers are known.</summary>
    Model,

    /// <summary>The context server of the verification.</summary>
    ContextServer,

    /// <summary>The files, the settings or the repository of the verification's own project.</summary>
    Project,
}
