using OpenCode.Contract.Tests.Consumer;
using OpenCode.Contract.Tests.Live;
using OpenCode.Models;
using OpenCode.Verification;
using OpenCode.Verification.Conformance;
using OpenCode.Verification.Recording;
using OpenCode.Verification.Results;
using OpenCode.Verification.Schemas;

namespace OpenCode.Contract.Tests.Verification;

/// <summary>The judges disagree about a real server exactly where the list of known differences says that they do.</summary>
[Collection<SharedServer>]
public sealed class JudgesLiveTests(LiveServer server)
{
    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task What_only_one_judge_sees_is_listed_and_what_is_listed_is_seen()
    {
        var comparison = new JudgeComparison(PinnedDocument.Judge());
        await using RecordingProxy proxy = await RecordingProxy.StartAsync(server.Sandbox.BaseUri, new() { Receivers = [comparison] }, LiveServer.Cancellation);
        using OpenCodeClient client = new(new OpenCodeClientOptions { BaseUri = proxy.BaseUri, Directory = server.Sandbox.Directory, Password = "" });
        Session session = await client.Session.PostAsync(new(), cancellationToken: LiveServer.Cancellation);

        await client.Session[session.Id].Message.PostAsync(
            new SessionPromptRequest { Parts = [new TextPartInput { Text = "Only to keep." }], NoReply = true }, cancellationToken: LiveServer.Cancellation);

        IReadOnlyList<Drift> found = comparison.Disagreements;
        KnownDifference[] listed = [.. KnownDifferences.Unrepaired.All.Where(static k => k.SeenBy is not null)];
        Assert.NotEmpty(listed);
        Assert.All(found, d => Assert.Contains(listed, k => k.Explains(d)));
        Assert.All(listed, k => Assert.Contains(found, k.Explains));
    }
}
