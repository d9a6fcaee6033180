using System.Runtime.InteropServices;
using OpenCode.Pact.Native;

namespace OpenCode.Pact.Provider;

/// <summary>A verification by the native core, in this process: prints on standard output, and cannot be interrupted.</summary>
internal static class NativeVerification
{
    public const int CouldNotRun = 2;

    /// <returns>0 when the provider held all pacts, 1 when it did not, 2 when the verification could not run.</returns>
    public static int Run(VerificationOrder order)
    {
        CoreLibrary.Use(order.CoreFile);
        VerificationPlan plan = order.Plan;
        nint verifier = VerifierCore.New("OpenCodeGen", "1");
        try
        {
            VerifierCore.SetProvider(verifier, plan.Provider, plan.Address.Scheme, plan.Address.Host, (ushort)plan.Address.Port, plan.Address.AbsolutePath);
            _ = VerifierCore.SetOptions(verifier, ignoresCertificates: false, new CULong((nuint)plan.RequestTimeout.TotalMilliseconds));
            _ = VerifierCore.SetColours(verifier, coloured: false);
            foreach ((string name, string value) in plan.Headers) VerifierCore.AddHeader(verifier, name, value);
            foreach (string pact in plan.Pacts) VerifierCore.AddFile(verifier, pact);
            if (plan.States is { } states) VerifierCore.SetProviderState(verifier, states.ToString(), tearsDown: true, inBody: true);
            if (plan.Messages is { } messages) VerifierCore.AddTransport(verifier, "message", (ushort)messages.Port, messages.AbsolutePath, "http");
            int code = VerifierCore.Execute(verifier);
            File.WriteAllText(order.ResultFile, Take(VerifierCore.Json(verifier)));
            return code;
        }
        finally
        {
            VerifierCore.Shutdown(verifier);
        }
    }

    private static string Take(nint text)
    {
        if (text == 0) return "";
        try
        {
            return Marshal.PtrToStringUTF8(text)!;
        }
        finally
        {
            PactCore.DeleteText(text);
        }
    }
}
