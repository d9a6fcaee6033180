using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting.Serving;

/// <summary>Plans what a server of the API implements: an interface a group, what a request brings, and the endpoints.</summary>
public static class ServerEmitter
{
    private static readonly string[] _usings =
        ["System", "System.Collections.Generic", "System.IO", "System.Text.Json", "System.Threading", "System.Threading.Tasks"];

    /// <summary>Plans the files, sorted by path.</summary>
    public static IReadOnlyList<PlannedFile> Emit(ClientModel model)
    {
        IReadOnlyList<ServedOperation> operations = ServedOperation.Of(model);
        string set = model.Names.Client.EndsWith("Client", StringComparison.Ordinal) ? model.Names.Client[..^"Client".Length] : model.Names.Client;
        IEnumerable<string> usings =
            [.. _usings, "OpenCode.Core.Json", "OpenCode.Core.Operations", $"{model.Names.Server}.Http", model.Names.Models, model.Names.Requests];
        List<PlannedFile> files = [ServerSetEmitter.Emit(set + "Operations", operations, model.Names, usings)];
        foreach (IGrouping<string, ServedOperation> group in operations.GroupBy(static o => o.Group))
        {
            files.Add(ServerInterfaceEmitter.Emit([.. group], model.Names, usings));
            files.Add(ServerEndpointEmitter.Emit(set + "Operations", [.. group], model.Names, usings));
        }

        files.Sort(static (a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }
}
