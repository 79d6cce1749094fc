using System.Formats.Asn1;

namespace PasskeyLedger.WebAuthn.Attestation.Android;

/// <summary>What a key may be used for and how it came about: AuthorizationList of Android's key attestation, as far as it is asked for.</summary>
/// <param name="IsEmpty">It holds no authorization at all.</param>
/// <param name="Purposes">purpose [1]; null: absent.</param>
/// <param name="ForAllApplications">allApplications [600] is present.</param>
/// <param name="Origin">origin [702]; null: absent.</param>
internal sealed record AuthorizationList(bool IsEmpty, IReadOnlyList<int>? Purposes, bool ForAllApplications, int? Origin)
{
    private const int PurposeTag = 1;
    private const int AllApplicationsTag = 600;
    private const int OriginTag = 702;

    /// <exception cref="AsnContentException">It is none.</exception>
    public static AuthorizationList Read(AsnReader list)
    {
        var isEmpty = !list.HasData;
        List<int>? purposes = null;
        var forAllApplications = false;
        int? origin = null;
        while (list.HasData)
        {
            var tag = list.PeekTag();
            if (tag.TagClass != TagClass.ContextSpecific)
                throw new AsnContentException("an authorization without a tag of its own");
            switch (tag.TagValue)
            {
                case PurposeTag:
                    purposes = [];
                    var set = list.ReadSequence(tag).ReadSetOf(skipSortOrderValidation: true);
                    while (set.HasData)
                        purposes.Add(Number(set));
                    break;
                case AllApplicationsTag:
                    list.ReadEncodedValue();
                    forAllApplications = true;
                    break;
                case OriginTag:
                    origin = Number(list.ReadSequence(tag));
                    break;
                default:
                    list.ReadEncodedValue();
                    break;
            }
        }

        return new AuthorizationList(isEmpty, purposes, forAllApplications, origin);
    }

    private static int Number(AsnReader reader) =>
        reader.TryReadInt32(out var number) ? number : throw new AsnContentException("a number that is too large");
}
