using OpenCode.Ctl.Store;

namespace OpenCode.Ctl.Tests.Store;

/// <summary>A folder for a store.</summary>
internal sealed class TemporaryData : IDisposable
{
    public DataFolder Folder { get; } = new(Directory.CreateTempSubdirectory("occtl-").FullName);

    public void Dispose() => Directory.Delete(Folder.Root, recursive: true);
}
