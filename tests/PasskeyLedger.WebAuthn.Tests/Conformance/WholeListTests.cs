using System.Reflection;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

public sealed class WholeListTests
{
    /// <summary>How many cases FIDO's list has in each group, accepted and refused ones.</summary>
    [Theory]
    [InlineData(typeof(Resp1StructureTests), 1, 14)]
    [InlineData(typeof(Resp2ClientDataTests), 0, 17)]
    [InlineData(typeof(Resp3AttestationObjectTests), 1, 19)]
    [InlineData(typeof(Resp4AlgorithmTests), 12, 0)]
    [InlineData(typeof(Resp5PackedFullTests), 2, 14)]
    [InlineData(typeof(Resp6PackedSelfTests), 1, 3)]
    [InlineData(typeof(Resp7NoneTests), 2, 1)]
    [InlineData(typeof(Resp8FidoU2fTests), 1, 2)]
    [InlineData(typeof(Resp9TpmTests), 3, 4)]
    [InlineData(typeof(RespAAndroidKeyTests), 1, 3)]
    [InlineData(typeof(RespBAndroidSafetyNetTests), 1, 7)]
    [InlineData(typeof(MetadataTests), 1, 6)]
    public void every_case_of_the_list_has_its_test(Type group, int accepted, int refused)
    {
        Count(group, "P").ShouldBe(Enumerable.Range(1, accepted));
        Count(group, "F").ShouldBe(Enumerable.Range(1, refused));
    }

    private static IEnumerable<int> Count(Type group, string kind) =>
        group.GetMethods()
            .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
            .Select(method => method.Name.Split('_'))
            .Where(words => words[0] == kind)
            .Select(words => int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture))
            .Order();
}
