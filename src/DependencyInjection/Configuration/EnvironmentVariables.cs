namespace OpenCode.DependencyInjection.Configuration;

/// <summary>Where the clients of a container look for environment variables.</summary>
/// <param name="Read">Reads one; null when it is not set.</param>
internal sealed record EnvironmentVariables(Func<string, string?> Read)
{
    public static EnvironmentVariables OfProcess { get; } = new(Environment.GetEnvironmentVariable);
}
