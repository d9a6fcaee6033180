using OpenCode.Testing;
using OpenCode.Testing.ContextServers;

namespace OpenCode.Verification.Contract.States;

/// <summary>What only the verification's own server has: a model that says what it is told to, a context server, and a project whose files are here.</summary>
internal sealed record OwnResources(ScriptedModel Model, ScriptedContextServer ContextServer, string Directory);
