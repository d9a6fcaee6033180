using System.Globalization;
using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;

namespace OpenCode.Client.Tests;

/// <summary>Checks a property with values that are the same in every run, unless <c>PROPERTY_SEED</c> says otherwise.</summary>
internal static class PropertyRun
{
    private const string Variable = "PROPERTY_SEED";

    /// <summary>Runs a property.</summary>
    /// <param name="values">The values and how they are made smaller.</param>
    /// <param name="property">Throws for a value that does not have the property.</param>
    /// <param name="runs">How many values are tried.</param>
    /// <param name="test">The test, for the message.</param>
    public static void Holds<T>(Arbitrary<T> values, Action<T> property, int runs, [CallerMemberName] string test = "")
    {
        ulong seed = Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" => 20,
            "random" => (ulong)Random.Shared.NextInt64(),
            var text => ulong.Parse(text, CultureInfo.InvariantCulture),
        };
        // The second number of a generator has to be odd.
        Config config = Config.QuickThrowOnFailure.WithMaxTest(runs).WithReplay(seed, 1).WithQuietOnSuccess(true);
        try
        {
            Check.One(config, Prop.ForAll(values, property));
        }
        catch (Exception e) when (e.Message.StartsWith("Falsifiable", StringComparison.Ordinal))
        {
            throw new Xunit.Sdk.XunitException(
                $"Repeat with {Variable}={seed} dotnet test tests/Unit --filter Name~{test} (or {Variable}=random for other values).\n{e.Message}");
        }
    }
}
