using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>What the compilation that is generated into can express. Decides between records and plain classes, and the like.</summary>
/// <param name="IsSupported">Whether the language is new enough at all: C# 11.</param>
/// <param name="HasRecords">Whether structures are records with <c>required</c> and <c>init</c>, which needs types that netstandard2.0 lacks.</param>
/// <param name="HasNullAnalysis">Whether <c>NotNullWhenAttribute</c> exists.</param>
/// <param name="SupportNamespace">Where the code that all generated types share goes.</param>
internal sealed record LanguageProfile(bool IsSupported, bool HasRecords, bool HasNullAnalysis, string SupportNamespace)
{
    public const string DefaultSupportNamespace = "PasskeyLedger.Contracts";

    public static LanguageProfile Of(Compilation compilation, string? supportNamespace)
    {
        bool Exists(string type) => compilation.GetTypeByMetadataName(type) is not null;
        return new LanguageProfile(
            compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp11 },
            Exists("System.Runtime.CompilerServices.IsExternalInit") && Exists("System.Runtime.CompilerServices.RequiredMemberAttribute"),
            Exists("System.Diagnostics.CodeAnalysis.NotNullWhenAttribute"),
            string.IsNullOrWhiteSpace(supportNamespace) ? DefaultSupportNamespace : supportNamespace!.Trim());
    }

    /// <summary>The accessor that sets a property.</summary>
    public string Setter => HasRecords ? "init" : "set";

    /// <summary>What stands before the out parameter of a method that answers whether it is set.</summary>
    public string NotNullWhenTrue => HasNullAnalysis ? "[global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] " : string.Empty;
}
