using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Connections;
using PasskeyLedger.Contracts;
using PasskeyLedger.EventStore;
using PasskeyLedger.Service.Telemetry;

namespace PasskeyLedger.Service.Protocol;

/// <summary>
/// AWS JSON 1.1 at the edge: <c>POST /</c> with <c>X-Amz-Target</c>, a request in, a response or a typed exception out.
/// Whatever is sent, the answer is one of the two.
/// </summary>
internal sealed class AwsJsonEndpoint(IEnumerable<WireService> services, ServiceMetrics metrics, ILogger<AwsJsonEndpoint> logger)
{
    /// <summary>The largest body that is read, in bytes.</summary>
    public const int LargestBody = 128 * 1024;

    public const string ContentType = "application/x-amz-json-1.1";
    public const string TargetHeader = "X-Amz-Target";
    public const string RequestIdHeader = "x-amzn-requestid";
    public const string ErrorTypeHeader = "x-amzn-errortype";

    private readonly WireService[] services = [.. services];

    public async Task HandleAsync(HttpContext http)
    {
        var origin = CallOrigins.Of(http);
        http.Response.Headers[RequestIdHeader] = origin.RequestId;

        var answer = new ArrayBufferWriter<byte>(1024);
        var operation = "unknown";
        try
        {
            RequireContentType(http.Request);
            var target = http.Request.Headers[TargetHeader].ToString();
            if (Array.Find(services, service => service.Handles(target)) is not { } service)
                throw WireExceptions.UnknownOperation();

            operation = service.OperationOf(target);
            using var span = ServiceTracing.StartOperation(service.Name, operation);
            using var body = await RequestBody.ReadAsync(http.Request, LargestBody, http.RequestAborted);
            var outcome = await service.DispatchAsync(target, body.Bytes, origin, answer, http.RequestAborted);
            if (outcome.Status is DispatchStatus.InvalidRequest)
                throw WireExceptions.InvalidRequest(outcome.Violations);

            metrics.CallEnded(operation, error: null);
            await WriteAsync(http, HttpStatusCode.OK, answer.WrittenMemory);
        }
        catch (Exception gone) when (gone is ConnectionResetException || (gone is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            // Nobody is left to answer. What was committed stays committed; the client asks again and is told so.
        }
        catch (ServiceException refused)
        {
            await RefuseAsync(http, operation, origin.RequestId, refused);
        }
        catch (EventStoreBusyException)
        {
            await RefuseAsync(http, operation, origin.RequestId, WireExceptions.Busy());
        }
        catch (Exception fault)
        {
            ProtocolLog.Failed(logger, operation, origin.RequestId, fault);
            await RefuseAsync(http, operation, origin.RequestId, WireExceptions.Internal());
        }
    }

    private static void RequireContentType(HttpRequest request)
    {
        var contentType = request.ContentType ?? "";
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        var mediaType = (end < 0 ? contentType : contentType[..end]).Trim();
        if (!mediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase))
            throw WireExceptions.InvalidRequest($"The content type must be {ContentType}.");
    }

    private Task RefuseAsync(HttpContext http, string operation, string requestId, ServiceException exception)
    {
        metrics.CallEnded(operation, exception.ErrorCode);
        ProtocolLog.Refused(logger, operation, exception.ErrorCode, requestId);

        var body = new ArrayBufferWriter<byte>(256);
        // An error's body is the same in every contract.
        AWSCognitoIdentityProviderServiceDispatcher.WriteError(exception, body);
        http.Response.Headers[ErrorTypeHeader] = exception.ErrorCode;
        return WriteAsync(http, exception.StatusCode, body.WrittenMemory);
    }

    private static async Task WriteAsync(HttpContext http, HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = (int)status;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
