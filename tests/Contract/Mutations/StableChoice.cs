using System.Security.Cryptography;
using System.Text;

namespace OpenCode.Contract.Tests.Mutations;

/// <summary>Chooses by a text: alike in every run, differently for every text.</summary>
internal static class StableChoice
{
    public static T Of<T>(IReadOnlyList<T> items, string text)
        => items[(int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))) % (uint)items.Count)];
}
