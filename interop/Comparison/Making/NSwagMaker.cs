using OpenCode.Interop.Comparison.Checks;
using OpenCodeGen.Preparing;

namespace OpenCode.Interop.Comparison.Making;

/// <summary>NSwag, with the options of <c>interop/NSwag</c> and what is said there about reading JSON.</summary>
internal sealed class NSwagMaker() : Maker("NSwag", "14.7.1", PreparationTarget.NSwag)
{
    private static readonly string[] _options =
    [
        "/namespace:OpenCode.NSwag", "/className:OpenCodeNSwagClient", "/operationGenerationMode:SingleClientFromOperationId",
        "/generateOptionalParameters:true",
        "/jsonLibrary:SystemTextJson", "/jsonLibraryVersion:10.0", "/jsonPolymorphicSerializationStyle:SystemTextJson",
        "/generateNullableReferenceTypes:true", "/generateOptionalPropertiesAsNullable:true", "/generateDataAnnotations:false",
    ];

    public override async Task<string?> GenerateAsync(Workplace place, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(place.Client);
        string file = Path.Combine(place.Client, "OpenCodeNSwagClient.g.cs");
        string[] arguments = [Workplace.Metadata("NSwag"), "openapi2csclient", $"/input:{place.Document}", $"/output:{file}", .. _options];
        (int exitCode, string output) = await Tools.DotNetAsync(place.Folder, arguments, cancellationToken);
        File.WriteAllText(Path.Combine(place.Folder, "nswag.log"), output);
        File.Copy(Workplace.InRoot("interop/NSwag/OpenCodeNSwagClient.cs"), Path.Combine(place.Client, "OpenCodeNSwagClient.cs"));
        return exitCode == 0 && File.Exists(file) ? null : $"exit code {exitCode}";
    }

    public override Probe Probe(string assembly) => new NSwagProbe(assembly);
}
