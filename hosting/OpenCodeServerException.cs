namespace OpenCode.Hosting;

/// <summary>Why an OpenCode server could not be brought up, or kept up.</summary>
public enum OpenCodeServerFailure
{
    /// <summary>There is no OpenCode executable for this machine, or it could not be installed.</summary>
    NotInstalled,

    /// <summary>The process ended before it answered.</summary>
    DiedAtStart,

    /// <summary>The process lives, but did not answer within <see cref="OpenCodeServerOptions.StartTimeout"/>.</summary>
    StartTimeout,

    /// <summary>The server answers, but refuses the user name and password it was started with.</summary>
    Unauthorized,

    /// <summary>Something else listens where the server should, or nothing may.</summary>
    PortTaken,

    /// <summary>The server was running and ended by itself, and is not started again.</summary>
    Died,

    /// <summary>The server's home folder cannot be made or written.</summary>
    HomeUnusable,

    /// <summary>Nothing could be put in place that ends the server together with this process, so it was not left running.</summary>
    NotGuarded,
}

/// <summary>An OpenCode server could not be installed, started or kept running. The message says what to do about it.</summary>
public sealed class OpenCodeServerException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="message">What went wrong and how to fix it.</param>
    /// <param name="log">The last lines that the server or npm printed.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public OpenCodeServerException(
        OpenCodeServerFailure failure, string message, IReadOnlyList<string>? log = null, Exception? innerException = null)
        : base(WithLog(message, log ?? []), innerException)
    {
        Failure = failure;
        Log = log ?? [];
    }

    /// <summary>What went wrong.</summary>
    public OpenCodeServerFailure Failure { get; }

    /// <summary>The last lines that the server or npm printed, oldest first. Also part of the message.</summary>
    public IReadOnlyList<string> Log { get; }

    private static string WithLog(string message, IReadOnlyList<string> log) =>
        log.Count == 0 ? message : $"{message}\nIt printed:\n  {string.Join("\n  ", log)}";
}
