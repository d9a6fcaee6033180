using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Plans all files of a client. Touches no disk.</summary>
public static class ClientEmitter
{
    /// <summary>Plans the files, sorted by path.</summary>
    public static IReadOnlyList<PlannedFile> Emit(ClientModel model)
    {
        var builders = new BuilderEmitter(model);
        List<PlannedFile> files =
        [
            .. model.Objects.Select(o => ObjectEmitter.Emit(o, model.Names)),
            .. model.Unions.Select(u => UnionEmitter.Emit(u, model.Names)),
            .. model.Enums.Select(e => EnumEmitter.Emit(e, model.Names)),
            .. model.Queries.Select(q => QueryEmitter.Emit(q, model.Names)),
            .. model.Builders.Select(builders.Emit),
            ErrorSetEmitter.Emit(model.ErrorSets, model.Names),
            CatalogEmitter.Emit(model),
        ];
        if (!model.HasOwnClient) files.Add(ClientClassEmitter.Emit(model));
        if (model.Objects.Count + model.Unions.Count > 0) files.Add(SecretEmitter.Emit(model.Secrets, model.Names));
        if (model.Objects.Count + model.Unions.Count + model.Enums.Count == 0)
            files.Add(Source.File("Models/NoModels.g.cs", model.Names.Models, [], static _ => { }));
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }
}
