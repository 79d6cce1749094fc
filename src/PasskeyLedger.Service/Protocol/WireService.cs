using System.Buffers;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Audit;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Operations;
using PasskeyLedger.Service.Operations.Audit;

namespace PasskeyLedger.Service.Protocol;

/// <summary>Takes a request of a service to its operation and writes the response's body.</summary>
internal delegate ValueTask<DispatchOutcome> Dispatch(
    string target, ReadOnlyMemory<byte> body, CallOrigin origin, IBufferWriter<byte> answer, CancellationToken cancellationToken);

/// <summary>One of the contracts' services at the endpoint.</summary>
/// <param name="TargetPrefix">What <c>X-Amz-Target</c> starts with: the service's name and a dot.</param>
/// <param name="Handles">Whether a value of <c>X-Amz-Target</c> names an operation of the service.</param>
internal sealed record WireService(string TargetPrefix, Func<string, bool> Handles, Dispatch DispatchAsync)
{
    public string Name { get; } = TargetPrefix.TrimEnd('.');

    public static WireService Registration(RegistrationOperationsFactory operations) => new(
        AWSCognitoIdentityProviderServiceDispatcher.TargetPrefix,
        AWSCognitoIdentityProviderServiceDispatcher.Handles,
        (target, body, origin, answer, cancellationToken) =>
            AWSCognitoIdentityProviderServiceDispatcher.DispatchAsync(target, body, operations.For(origin), answer, cancellationToken));

    public static WireService Audit(AuditOperationsFactory operations) => new(
        PasskeyLedgerAuditDispatcher.TargetPrefix,
        PasskeyLedgerAuditDispatcher.Handles,
        (target, body, origin, answer, cancellationToken) =>
            PasskeyLedgerAuditDispatcher.DispatchAsync(target, body, operations.For(origin), answer, cancellationToken));

    public string OperationOf(string target) => target[TargetPrefix.Length..];
}
