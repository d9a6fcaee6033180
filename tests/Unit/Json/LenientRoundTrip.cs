using System.Reflection;
using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Models;

namespace OpenCode.Client.Tests.Json;

/// <summary>Reads JSON leniently as a model that is known by its name, and writes it again.</summary>
internal static class LenientRoundTrip
{
    private static readonly Dictionary<string, Func<byte[], string>> _known = [];

    /// <summary>What the model writes, its copy too; decoded from a span and from memory.</summary>
    /// <exception cref="InvalidOperationException">The ways of reading or writing do not agree.</exception>
    public static string Of(string model, byte[] utf8)
    {
        Func<byte[], string>? run;
        lock (_known)
        {
            if (!_known.TryGetValue(model, out run)) _known[model] = run = Make(model);
        }

        return run(utf8);
    }

    private static Func<byte[], string> Make(string model)
    {
        Type type = typeof(Session).Assembly.GetType("OpenCode.Models." + model, throwOnError: true)!;
        return typeof(LenientRoundTrip).GetMethod(nameof(Run), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
            .CreateDelegate<Func<byte[], string>>();
    }

    private static string Run<T>(byte[] utf8)
        where T : class, IJsonModel<T>
    {
        T model = new JsonDecoding().DecodeDocument(utf8, T.Decode);
        string written = Write(model);
        Agree(written, Write(new JsonDecoding().DecodeMemory<T>(utf8, T.Decode)), "decoded from memory");
        if (model.GetType().GetConstructor([model.GetType()]) is { } copy)
            Agree(written, Write((IJsonModel)copy.Invoke(BindingFlags.DoNotWrapExceptions, null, [model], null)), "copied");
        return written;
    }

    private static void Agree(string written, string other, string how)
    {
        if (written != other) throw new InvalidOperationException($"The model writes {written}, but {how} it writes {other}");
    }

    private static string Write(IJsonModel model)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            model.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
