using PasskeyLedger.Testing.Authenticator.Attestation.Android;
using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>
/// Section 8.9: several statements over one registration. A fault in a statement, its signature or its certificates is in the last
/// of them.
/// </summary>
public sealed record CompoundAttestation : IAttestationFormat
{
    public string Identifier => "compound";

    /// <summary>The formats of the statements, two or more of them.</summary>
    public IReadOnlyList<IAttestationFormat> Formats { get; init; } = [new AndroidKeyAttestation(), new PackedAttestation()];

    /// <summary>Changes the last statement's place in the array: the map of its format and the statement.</summary>
    public Func<CborMap, CborMap> Last { get; init; } = static it => it;

    /// <summary>Changes the array.</summary>
    public Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> Members { get; init; } = static it => it;

    public byte[] Statement(AttestationInput input)
    {
        List<byte[]> members = [];
        foreach (var (index, format) in Formats.Index())
        {
            var isLast = index == Formats.Count - 1;
            var statement = format.Statement(isLast ? input : input with { Fault = AuthenticatorFault.Nothing });
            var member = new CborMap().With("fmt", Cbor.Text(format.Identifier)).With("attStmt", statement);
            members.Add((isLast ? Last(member) : member).Encode());
        }

        return Cbor.Array([.. Members(members)]);
    }
}
