namespace OpenCode.Contract.Tests.Hosting;

/// <summary>A shell script in place of the server, for behaviour that the real one cannot be brought to.</summary>
internal static class StandIn
{
    public static string Write(string folder, string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in for a server is a shell script.");
        string path = Path.Combine(folder, "opencode");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
