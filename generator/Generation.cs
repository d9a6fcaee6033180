using OpenCodeGen.Emitting;
using OpenCodeGen.Emitting.Serving;
using OpenCodeGen.Model;
using OpenCodeGen.Reading;
using OpenCodeGen.Settings;
using OpenCodeGen.Shaping;

namespace OpenCodeGen;

/// <summary>A whole run, from the bytes of a document to planned files. Touches no disk.</summary>
/// <param name="Files">The files of the client.</param>
/// <param name="Names">The name lock, extended by the names given now.</param>
/// <param name="Model">What the files were made from.</param>
public sealed record Generation(IReadOnlyList<PlannedFile> Files, NameLock Names, ClientModel Model)
{
    /// <summary>Curated texts about what is not in the document, such as <c>types/Session/share</c>.</summary>
    public IReadOnlyList<string> StaleDocs { get; init; } = [];

    /// <summary>Plans the calls that drive the whole client from data, for contract tests.</summary>
    public IReadOnlyList<PlannedFile> PlanCalls() => CallEmitter.Emit(Model);

    /// <summary>Plans what a server of the API implements.</summary>
    public IReadOnlyList<PlannedFile> PlanServer() => ServerEmitter.Emit(Model);

    /// <summary>Generates a client.</summary>
    /// <param name="spec">The bytes of the document.</param>
    /// <param name="specName">The name of the document's file, for messages.</param>
    /// <param name="names">The names given so far.</param>
    /// <param name="curated">What a person decided.</param>
    /// <param name="docs">What people wrote about models and operations.</param>
    /// <param name="settings">What the client is called and how the document is meant; null for this project's own client.</param>
    /// <exception cref="SpecException">The document cannot become a client.</exception>
    /// <exception cref="SettingsException">The settings cannot work.</exception>
    public static Generation Run(
        ReadOnlyMemory<byte> spec, string specName, NameLock? names = null, CuratedNames? curated = null, CuratedDocs? docs =
            null, GeneratorSettings? settings = null)
    {
        settings ??= GeneratorSettings.OpenCode;
        ApiDocument document = SpecReader.Read(spec, specName, settings.Dialect);
        (ClientModel shaped, NameLock extended) = Shaper.Shape(
            document, names ?? NameLock.Empty(), curated ?? CuratedNames.None, settings.Names(), settings.Dialect);
        (ClientModel documented, IReadOnlyList<string> stale) = (docs ?? CuratedDocs.None).Apply(shaped);
        ClientModel model = SharedMembers.Declare(documented with { HasOwnClient = settings.HasOwnClient }, settings.Dialect.EventMembers);
        return new Generation(ClientEmitter.Emit(model), extended, model) { StaleDocs = stale };
    }
}
