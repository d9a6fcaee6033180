using System.Text.Json.Nodes;

namespace OpenCode.Contract.Tests.Static;

/// <summary>What happens where the comparator cannot run.</summary>
public sealed class PactComparatorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("opencode-comparator-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Without_node_the_error_says_what_to_install()
    {
        InvalidOperationException error =
            await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new PactComparator { Node = "there-is-no-such-node" }));
        Assert.Contains("'there-is-no-such-node' could not be started", error.Message, StringComparison.Ordinal);
        Assert.Contains("needs Node.js", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_failing_comparator_wrote_is_in_the_error()
    {
        InvalidOperationException error =
            await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new PactComparator { Script = Write("import 'no-such-package';") }));
        Assert.Contains("ended with 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-package", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_list_is_in_the_error()
    {
        InvalidOperationException error =
            await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(new PactComparator { Script = Write("console.log('hello');") }));
        Assert.Contains("hello", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparator_that_hangs_is_ended()
    {
        var comparator = new PactComparator { Script = Write("setInterval(() => {}, 1000);"), Timeout = TimeSpan.FromSeconds(1) };
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(comparator));
        Assert.Contains("did not end within 00:00:01", error.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<Disagreement>> RunAsync(PactComparator comparator)
        => comparator.CompareAsync(new JsonObject(), [], TestContext.Current.CancellationToken);

    private string Write(string script)
    {
        string path = Path.Combine(_folder, "script.mjs");
        File.WriteAllText(path, script);
        return path;
    }
}
