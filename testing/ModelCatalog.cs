using OpenCode.Hosting.Folders;

namespace OpenCode.Testing;

/// <summary>The list of public models that a server reads, in a file of its own.</summary>
internal sealed class ModelCatalog : IAsyncDisposable
{
    public const string Variable = "OPENCODE_MODELS_PATH";

    private readonly OpenCodeTemporaryFolder _folder;

    private ModelCatalog(OpenCodeTemporaryFolder folder) => _folder = folder;

    public string File => Path.Combine(_folder.Path, "models.json");

    /// <summary>What the server is to delete when its program is killed.</summary>
    public IReadOnlyList<string> Folders => [_folder.Path];

    /// <summary>Reading the real one takes a server two to three seconds of processor time, and a scripted model is in none.</summary>
    public static ModelCatalog CreateEmpty()
    {
        ModelCatalog catalog = new(OpenCodeTemporaryFolder.Create("models"));
        System.IO.File.WriteAllText(catalog.File, "{}");
        return catalog;
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();
}
