using System.Reflection;
using System.Runtime.Loader;
using OpenCode.Core.Json;
using OpenCodeGen;

namespace OpenCode.Client.Tests.Compilation;

/// <summary>A generated client that runs: decodes and writes JSON as its models do.</summary>
internal sealed class CompiledClient
{
    // Part of the compiled client, because its types are not those of the tests.
    private const string Probe = """
        #nullable enable
        namespace OpenCode;

        /// <summary>Decodes and writes one document.</summary>
        public static class Probe
        {
            /// <summary>Runs.</summary>
            public static (string Type, string Json, string[] Drifts) Run<T>(byte[] utf8, bool strict)
                where T : OpenCode.Core.Json.IJsonModel<T>
            {
                var decoding = new OpenCode.Core.Json.JsonDecoding(strict);
                T model = decoding.DecodeDocument(utf8, T.Decode);
                var buffer = new System.IO.MemoryStream();
                using (var writer = new System.Text.Json.Utf8JsonWriter(buffer))
                    model.WriteTo(writer);
                var drifts = new string[decoding.Drifts.Count];
                for (int i = 0; i < drifts.Length; i++)
                    drifts[i] = decoding.Drifts[i].Kind + " " + decoding.Drifts[i].Pointer;
                return (model.GetType().Name, System.Text.Encoding.UTF8.GetString(buffer.ToArray()), drifts);
            }
        }
        """;

    private readonly Assembly _assembly;

    private CompiledClient(Assembly assembly) => _assembly = assembly;

    /// <summary>Compiles a client; warnings fail the test.</summary>
    public static CompiledClient Of(SpecBuilder spec) => Of(spec.Generate());

    public static CompiledClient Of(Generation generation, params IEnumerable<string> more)
    {
        using var image = new MemoryStream();
        ClientCompiler.AssertNone(ClientCompiler.Compile(generation, [Probe, .. more]).Emit(image).Diagnostics);
        image.Position = 0;
        var context = new AssemblyLoadContext("GeneratedClient", isCollectible: true);
        return new CompiledClient(context.LoadFromStream(image));
    }

    /// <summary>The type of the compiled client.</summary>
    public Type Type(string fullName) => _assembly.GetType(fullName, throwOnError: true)!;

    /// <summary>Decodes a model and writes it again.</summary>
    /// <returns>The name of the class that was decoded, its JSON, and each drift as kind and pointer.</returns>
    public (string Type, string Json, string[] Drifts) RoundTrip(string model, string json, bool strict = false)
    {
        MethodInfo run = Type("OpenCode.Probe").GetMethod("Run")!.MakeGenericMethod(Type("OpenCode.Models." + model));
        return ((string, string, string[]))run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [System.Text.Encoding.UTF8.GetBytes(json), strict], null)!;
    }
}
