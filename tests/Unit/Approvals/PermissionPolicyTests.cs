using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OpenCode.Approvals;
using OpenCode.Models;
using Xunit;

namespace OpenCode.Client.Tests.Approvals;

/// <summary>The first rule that fits counts; what none fits is refused.</summary>
public sealed class PermissionPolicyTests
{
    private static readonly PermissionPolicy _git = PermissionPolicy.DenyAll.Deny("bash", "git push*").Allow("bash", "git *").Allow("edit", "src/*");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bash", "git status", "once")]
    [InlineData("bash", "git push --force", "reject")]
    [InlineData("bash", "git status|git push", "reject")]
    [InlineData("bash", "git status|rm -r x", "reject")]
    [InlineData("bash", "git log|git status", "once")]
    [InlineData("bash", "", "reject")]
    [InlineData("bash", "GIT status", "reject")]
    [InlineData("bash", "(git status)", "reject")]
    [InlineData("edit", "src/a/b.cs", "once")]
    [InlineData("edit", "docs/a.md", "reject")]
    [InlineData("webfetch", "https://host/", "reject")]
    public async Task A_request_is_decided_by_tool_and_patterns(string permission, string patterns, string reply)
        => Assert.Equal(reply, (await _git.DecideAsync(Request(permission, patterns), null, Cancellation)).Reply?.Value);

    [Theory]
    [InlineData("a?c", "abc", "reject")]
    [InlineData("a?c", "a?c", "once")]
    [InlineData(@"C:\*", @"C:\x", "once")]
    [InlineData(@"a\*", "a*", "reject")]
    [InlineData("*.cs", "a.csx", "reject")]
    [InlineData("a*b*c", "a1b2c", "once")]
    [InlineData("<>\"", "<>\"", "once")]
    [InlineData("a*a", "a", "reject")]
    [InlineData("a*a", "aa", "once")]
    [InlineData("**", "x", "once")]
    [InlineData("*a*b*", "ba", "reject")]
    [InlineData("*ab*ab", "ab-ab", "once")]
    [InlineData("ab*b", "ab", "reject")]
    public async Task Only_an_asterisk_stands_for_other_characters(string pattern, string wanted, string reply)
        => Assert.Equal(reply, (await PermissionPolicy.DenyAll.Allow("bash", pattern).DecideAsync(Request("bash", wanted), null, Cancellation)).Reply?.Value);

    [Theory]
    [InlineData("ses_1", "always")]
    [InlineData("ses_2", "reject")]
    public async Task A_function_decides_on_what_it_knows(string session, string reply)
    {
        PermissionPolicy policy = PermissionPolicy.DenyAll.When(static r => r.SessionId == "ses_1", PermissionDecision.AllowAlways);

        Assert.Equal(reply, (await policy.DecideAsync(Request("bash", "ls", session), null, Cancellation)).Reply?.Value);
    }

    [Fact]
    public async Task Who_is_asked_for_too_long_is_not_waited_for()
    {
        var time = new FakeTimeProvider();
        PermissionPolicy policy = PermissionPolicy.DenyAll.Ask(
            static async (_, _) =>
            {
                await new TaskCompletionSource().Task;
                return PermissionDecision.AllowOnce;
            },
            TimeSpan.FromMinutes(1),
            PermissionDecision.DenyBecause("Nobody is there."));

        Task<PermissionDecision> deciding = policy.DecideAsync(Request("bash", "ls"), time, Cancellation).AsTask();
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(deciding.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((PermissionReply.Reject, "Nobody is there."), ((await deciding).Reply, (await deciding).Message));
    }

    [Fact]
    public async Task What_a_policy_leaves_open_has_no_reply()
        => Assert.Null((await PermissionPolicy.LeaveAll.DecideAsync(Request("bash", "ls"), null, Cancellation)).Reply);

    private static PermissionRequest Request(string permission, string patterns, string session = "ses_1") => new()
    {
        Id = "per_1",
        SessionId = session,
        Permission = permission,
        Patterns = patterns.Split('|', StringSplitOptions.RemoveEmptyEntries),
        Metadata = JsonDocument.Parse("{}").RootElement,
        Always = [],
    };
}
