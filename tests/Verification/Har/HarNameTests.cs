using OpenCode.Verification;
using OpenCode.Verification.Har;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Har;

/// <summary>Names that JSON's grammar allows and no text can hold do not stop a HAR file from being read.</summary>
public sealed class HarNameTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"\ud83d":1,"log":{"entries":[]}}""")]
    [InlineData("""{"log":{"\ud83d":1,"entries":[]}}""")]
    [InlineData("""{"log":{"entries":[],"\udc00":{}}}""")]
    public async Task Half_a_surrogate_in_a_name_is_passed_over(string json)
    {
        _folder.Write("x.har", json);

        HarSummary summary = await HarFile.ReadAsync(_folder.PathOf("x.har"), null, static _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal(0, summary.Entries);
    }
}
