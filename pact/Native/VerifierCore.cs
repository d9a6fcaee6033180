using System.Runtime.InteropServices;

namespace OpenCode.Pact.Native;

/// <summary>The functions of the native core that verify a provider.</summary>
internal static partial class VerifierCore
{
    private const string Library = CoreLibrary.Name;

    static VerifierCore() => CoreLibrary.Prepare();

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_new_for_application", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint New(string name, string version);

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_shutdown")]
    public static partial void Shutdown(nint verifier);

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_set_provider_info", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetProvider(nint verifier, string name, string scheme, string host, ushort port, string path);

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_add_provider_transport", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void AddTransport(nint verifier, string protocol, ushort port, string path, string scheme);

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_set_provider_state", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetProviderState(nint verifier, string url, [MarshalAs(UnmanagedType.U1)] bool tearsDown,
        [MarshalAs(UnmanagedType.U1)] bool inBody);

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_set_verification_options")]
    public static partial int SetOptions(nint verifier, [MarshalAs(UnmanagedType.U1)] bool ignoresCertificates, CULong requestMilliseconds);

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_set_coloured_output")]
    public static partial int SetColours(nint verifier, [MarshalAs(UnmanagedType.U1)] bool coloured);

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_add_custom_header", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void AddHeader(nint verifier, string name, string value);

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_add_file_source", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void AddFile(nint verifier, string path);

    [LibraryImport(Library, EntryPoint = "pactffi_verifier_execute")]
    public static partial int Execute(nint verifier);

    // The caller owns this text.
    [LibraryImport(Library, EntryPoint = "pactffi_verifier_json")]
    public static partial nint Json(nint verifier);
}
