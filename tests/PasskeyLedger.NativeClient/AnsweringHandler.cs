using System.Net;
using System.Text;

namespace PasskeyLedger.NativeClient;

/// <summary>Stands for the service: keeps what was asked, and gives one answer.</summary>
internal sealed class AnsweringHandler : HttpMessageHandler
{
    public (HttpStatusCode Status, string Body) Answer { get; set; }

    public string? Target { get; private set; }

    public string? Body { get; private set; }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Target = request.Headers.GetValues("X-Amz-Target").Single();
        using var reader = new StreamReader(request.Content!.ReadAsStream(cancellationToken), Encoding.UTF8);
        Body = reader.ReadToEnd();
        return new HttpResponseMessage(Answer.Status) { Content = new StringContent(Answer.Body, Encoding.UTF8, "application/x-amz-json-1.1") };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => Task.FromResult(Send(request, cancellationToken));
}
