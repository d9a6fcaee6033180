using OpenCode.Interop.Comparison.Checks;
using OpenCodeGen.Preparing;

namespace OpenCode.Interop.Comparison.Making;

/// <summary>Kiota, by the repository's tool manifest, with the libraries that it recommends.</summary>
internal sealed class KiotaMaker() : Maker("Kiota", "1.38.0", PreparationTarget.Kiota)
{
    private const string LibraryVersion = "2.1.6";

    private static readonly string[] _libraries =
        ["Http.HttpClientLibrary", "Serialization.Form", "Serialization.Json", "Serialization.Multipart", "Serialization.Text"];
    private static readonly string[] _languages = ["TypeScript", "Python"];
    private static readonly string[] _mediaTypes = ["application/json", "text/event-stream", "text/plain;q=0.9"];

    public override IReadOnlyList<(string Id, string Version)> Packages =>
    [
        .. _libraries.Select(static p => ($"Microsoft.Kiota.{p}", LibraryVersion)),
    ];

    public override async Task<string?> GenerateAsync(Workplace place, CancellationToken cancellationToken)
    {
        await Tools.DotNetAsync(Workplace.InRoot(""), ["tool", "restore"], cancellationToken);
        return await GenerateAsync(place, "CSharp", place.Client, cancellationToken);
    }

    public override bool TryRepair(Workplace place)
    {
        Prepare(place, "plain-names");
        return true;
    }

    public override Probe Probe(string assembly) => new KiotaProbe(assembly);

    public override async Task<IReadOnlyList<Finding>> FindOthersAsync(Workplace place, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (string language in _languages)
        {
            string? failure = await GenerateAsync(place, language, Path.Combine(place.Folder, language), cancellationToken);
            findings.Add(new Finding($"it is generated in {language}", failure));
        }

        return findings;
    }

    private static async Task<string?> GenerateAsync(Workplace place, string language, string folder, CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "tool", "run", "kiota", "generate", "--language", language, "--openapi", place.Document, "--output", folder,
            "--namespace-name", "Compared", "--class-name", "ComparedClient", "--exclude-backward-compatible", "--clean-output", "--log-level", "Warning",
            .. _mediaTypes.SelectMany(static m => new[] { "--structured-mime-types", m }),
        ];
        (int exitCode, string output) = await Tools.DotNetAsync(Workplace.InRoot(""), arguments, cancellationToken);
        File.WriteAllText(Path.Combine(place.Folder, $"kiota-{language}.log"), output);
        return exitCode == 0 && Directory.Exists(folder) ? null : $"exit code {exitCode}";
    }
}
