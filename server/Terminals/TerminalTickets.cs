using System.Security.Cryptography;
using OpenCode.Models;
using OpenCode.Server.Http;

namespace OpenCode.Server.Terminals;

/// <summary>Gives tickets with which a WebSocket is opened where no other credentials can be sent: pages in a browser cannot.</summary>
/// <param name="clock">The time.</param>
public sealed class TerminalTickets(TimeProvider clock)
{
    private const int Most = 1024;

    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (string Terminal, DateTimeOffset Until)> _given = [];
    private readonly Lock _lock = new();

    /// <summary>Gives a ticket, which is good for one connection.</summary>
    /// <param name="terminal">The id of the terminal.</param>
    /// <exception cref="OperationException">Too many were given that nobody has used.</exception>
    public PtyTicketConnectToken Give(string terminal)
    {
        string ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_lock)
        {
            DateTimeOffset now = clock.GetUtcNow();
            foreach (string old in _given.Where(g => g.Value.Until <= now).Select(static g => g.Key).ToArray()) _given.Remove(old);
            if (_given.Count == Most) throw new OperationException(503, $"{Most} tickets wait for their connections. Use them, or come back in a minute.");
            _given[ticket] = (terminal, now + _lifetime);
        }

        return new() { Ticket = ticket, ExpiresIn = (long)_lifetime.TotalSeconds };
    }

    /// <summary>Takes a ticket.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="terminal">The id of the terminal that it is shown for.</param>
    /// <returns>Whether it was given for it, and is neither used nor too old.</returns>
    public bool Take(string ticket, string terminal)
    {
        (string Terminal, DateTimeOffset Until) given;
        lock (_lock)
        {
            if (!_given.Remove(ticket, out given)) return false;
        }

        return given.Terminal == terminal && given.Until > clock.GetUtcNow();
    }
}
