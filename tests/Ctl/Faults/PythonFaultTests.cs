using System.Reflection;

namespace OpenCode.Ctl.Tests.Faults;

/// <summary>What the Python tool of this kind did wrong, and which tests see to it that this one does not: <c>--filter "Fault=no credentials"</c>.</summary>
public sealed class PythonFaultTests
{
    /// <summary>The faults, as traits name them.</summary>
    public static TheoryData<string> Faults { get; } =
    [
        "start holds the lock", // For up to half a minute, so that others fail.
        "the output of a server is never read", // It stops when the pipe is full.
        "tail waits for states that are never sent",
        "cleanup ends busy servers",
        "the processes of a server are left behind",
        "a reused process id is not noticed", // A stranger is killed.
        "no credentials", // Whoever is on the machine may use the servers.
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_has_a_test_that_runs_every_time(string fault)
        => Assert.Contains(Tests(), m => IsFor(m, fault) && m.GetCustomAttribute<FactAttribute>() is { Explicit: false });

    [Fact]
    public void A_trait_names_a_fault_of_the_list()
    {
        IEnumerable<string> named = Tests().SelectMany(static m => m.GetCustomAttributes<TraitAttribute>())
            .Where(static t => t.Name == "Fault").Select(static t => t.Value);

        Assert.Empty(named.Except(Faults.Select(static f => (string)f)));
    }

    private static IEnumerable<MethodInfo> Tests()
        => typeof(PythonFaultTests).Assembly.GetTypes().SelectMany(static t => t.GetMethods()).Where(static m => m.IsDefined(typeof(FactAttribute)));

    private static bool IsFor(MethodInfo method, string fault) => method.GetCustomAttributes<TraitAttribute>().Any(t => t.Name == "Fault" && t.Value == fault);
}
