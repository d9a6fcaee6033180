using System.Text;
using static OpenCode.Testing.Hostile.HostileResponse;

namespace OpenCode.Testing.Hostile;

/// <summary>Responses that are right and come at the wrong time.</summary>
internal static class TimingBehaviors
{
    private static readonly TimeSpan _late = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<HostileBehavior> All { get; } =
    [
        AfterRequest("headers-late", "Sends its response after half a minute.", async connection =>
        {
            await connection.DelayAsync(_late);
            await connection.SendAsync(Of(Json));
        }),
        AfterRequest("body-stalls", "Sends its headers and then nothing.", async connection =>
        {
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n");
            await connection.DelayAsync(Never);
        }),
        AfterRequest("body-stalls-in-the-middle", "Sends a megabyte at once and then nothing.", async connection =>
        {
            await connection.SendAsync(Head() + "{\"title\":\"" + new string('x', 1024 * 1024));
            await connection.DelayAsync(Never);
        }),
        AfterRequest("byte-a-second", "Sends one byte of its body each second.", async connection =>
        {
            await connection.SendAsync(Head());
            await connection.SendForeverAsync(" "u8.ToArray(), TimeSpan.FromSeconds(1));
        }),
        AfterRequest("error-stalls", "Sends an error and stalls in its body.", async connection =>
        {
            await connection.SendAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{");
            await connection.DelayAsync(Never);
        }),
        AfterRequest("steady-body", "Sends a body that takes three seconds and never pauses.", async connection =>
        {
            // Longer than many a limit for headers, of which none may hold for a body that flows.
            await connection.SendAsync(Head() + "{\"id\":\"ses_1\",\"title\":\"");
            byte[] piece = Encoding.Latin1.GetBytes(new string('x', 32 * 1024));
            for (int i = 0; i < 60; i++)
            {
                await connection.SendAsync(piece);
                await connection.DelayAsync(TimeSpan.FromMilliseconds(50));
            }

            await connection.SendAsync("\"}");
        }),
        AfterRequest("headers-then-pause", "Pauses for a second between its headers and its body.", async connection =>
        {
            await connection.DelayAsync(TimeSpan.FromSeconds(1.2));
            await connection.SendAsync(Head());
            await connection.DelayAsync(TimeSpan.FromSeconds(1.2));
            await connection.SendAsync(Json);
        }),
    ];
}
