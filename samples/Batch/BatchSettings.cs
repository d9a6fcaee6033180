namespace BatchSample;

/// <summary>What the command line says.</summary>
/// <param name="Addresses">Servers that are there; none to start some.</param>
/// <param name="Servers">How many to start.</param>
/// <param name="Prompts">How many prompts there are.</param>
/// <param name="Parallel">How many turns a server works on at a time.</param>
/// <param name="Folder">Where the journal and the servers' homes are.</param>
internal sealed record BatchSettings(IReadOnlyList<Uri> Addresses, int Servers, int Prompts, int Parallel, string Folder);
