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
            .. model.Objects.Select(ObjectEmitter.Emit),
            .. model.Unions.Select(UnionEmitter.Emit),
            .. model.Enums.Select(EnumEmitter.Emit),
            .. model.Queries.Select(QueryEmitter.Emit),
            .. model.Builders.Select(builders.Emit),
            ErrorSetEmitter.Emit(model.ErrorSets),
            CatalogEmitter.Emit(model),
        ];
        if (model.Objects.Count + model.Unions.Count > 0)
            files.Add(SecretEmitter.Emit(model.Secrets));
        if (model.Objects.Count + model.Unions.Count + model.Enums.Count == 0)
            files.Add(Source.File("Models/NoModels.g.cs", Source.ModelsNamespace, [], static _ => { }));
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }
}
