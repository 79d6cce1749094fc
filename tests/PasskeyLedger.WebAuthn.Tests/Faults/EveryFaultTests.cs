using System.Reflection;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.WebAuthn.Tests.Faults;

public sealed class EveryFaultTests
{
    /// <summary>What is a fault under a policy that is not ours, or where the specification leaves a choice.</summary>
    [Theory]
    // Section 6.5.4 doesn't close the map; a member that nobody reads does no harm.
    [InlineData(nameof(AuthenticatorFault.AttestationObjectWithAnotherMember))]
    // Level 3 reserves the name and verifies nothing of it; browsers of 2018 sent a string.
    [InlineData(nameof(AuthenticatorFault.TokenBindingIsAString))]
    // Section 8.9 leaves to us how many statements must be trusted: one.
    [InlineData(nameof(AuthenticatorFault.CompoundMemberRootNotTrusted))]
    // Section 2.4 lets a decoder take what is not canonical; platforms and authenticators in the field send all three.
    [InlineData(nameof(AuthenticatorFault.AttestationObjectOfIndefiniteLength))]
    [InlineData(nameof(AuthenticatorFault.KeyWithALongInteger))]
    [InlineData(nameof(AuthenticatorFault.KeyOutOfOrder))]
    // Section 8.3.1 doesn't ask for it; the profile that it refers to is for endorsement keys.
    [InlineData(nameof(AuthenticatorFault.TpmCertificateAlternativeNameNotCritical))]
    // The specification's own example (section 16.13) names a manufacturer that nobody registered; trust anchors decide whom to trust.
    [InlineData(nameof(AuthenticatorFault.TpmCertificateManufacturerUnknown))]
    public void what_we_do_not_hold_for_a_fault_is_accepted(string fault)
    {
        AuthenticatorFault.Named(fault).OnlyWhere.ShouldNotBeNull();
        FaultJudge.Judge(new SoftwareAuthenticator { Fault = AuthenticatorFault.Named(fault) }).ShouldBeNull();
    }

    [Fact]
    public void every_fault_that_the_software_authenticator_knows_is_judged_in_one_place()
    {
        var judged = typeof(EveryFaultTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(EveryFaultTests).Namespace)
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>())
            .Select(data => (string)data.Data[0]!);

        judged.Order(StringComparer.Ordinal).ShouldBe(AuthenticatorFault.All.Select(fault => fault.Name).Order(StringComparer.Ordinal));
    }
}
