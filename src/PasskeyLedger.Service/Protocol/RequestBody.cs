using System.Buffers;
using System.IO.Pipelines;

namespace PasskeyLedger.Service.Protocol;

/// <summary>A request's body, up to a limit, in a buffer that is given back when the call is over, and emptied, as it holds a token.</summary>
internal sealed class RequestBody : IDisposable
{
    private readonly int length;
    private byte[]? rented;

    private RequestBody(byte[] rented, int length) => (this.rented, this.length) = (rented, length);

    /// <summary>Nobody may hold on to them beyond the call.</summary>
    public ReadOnlyMemory<byte> Bytes => rented.AsMemory(0, length);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref rented, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
    }

    /// <exception cref="Contracts.InvalidParameterException">The body is larger than the limit, or broke off.</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                if (read.Buffer.Length > limit)
                {
                    await PassAsync(reader, read, cancellationToken);
                    throw TooLarge(limit);
                }

                if (read.IsCompleted)
                    return TakeAll(reader, read.Buffer);
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException)
        {
            throw WireExceptions.InvalidRequest("The body could not be read: it broke off, came too slowly or was not framed as HTTP says.");
        }
    }

    // A client that is cut off while it sends does not hear why. How much is read here at the most, and how slowly, is the web server's to limit.
    private static async Task PassAsync(PipeReader reader, ReadResult read, CancellationToken cancellationToken)
    {
        reader.AdvanceTo(read.Buffer.End);
        while (!read.IsCompleted)
        {
            read = await reader.ReadAsync(cancellationToken);
            reader.AdvanceTo(read.Buffer.End);
        }
    }

    private static RequestBody TakeAll(PipeReader reader, ReadOnlySequence<byte> buffer)
    {
        var body = new RequestBody(ArrayPool<byte>.Shared.Rent((int)buffer.Length), (int)buffer.Length);
        buffer.CopyTo(body.rented);
        reader.AdvanceTo(buffer.End);
        return body;
    }

    private static Contracts.InvalidParameterException TooLarge(int limit) =>
        WireExceptions.InvalidRequest($"The body is larger than {limit / 1024} KiB.");
}
