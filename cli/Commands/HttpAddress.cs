using System.CommandLine.Parsing;

namespace OpenCodeGen.Cli.Commands;

/// <summary>Reads the address of a server from the command line.</summary>
internal static class HttpAddress
{
    /// <summary>Reads what follows an option; null when it is no address, which the result then says.</summary>
    /// <param name="result">What follows the option.</param>
    /// <param name="option">The option.</param>
    /// <param name="instead">Where a user name and a password belong.</param>
    public static Uri? Read(ArgumentResult result, string option, string instead)
    {
        string text = result.Tokens[0].Value;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            result.AddError($"{option} is '{text}', but it takes an address such as http://127.0.0.1:4096.");
        else if (address.UserInfo.Length > 0) result.AddError($"{option} has a user name or password, which others can read on a command line; use {instead}.");
        else return address;
        return null;
    }
}
