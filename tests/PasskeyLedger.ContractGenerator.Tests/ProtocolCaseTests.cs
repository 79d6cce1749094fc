using System.Buffers;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>The generated client and server side against the messages of AWS JSON 1.1 that the Smithy project recorded.</summary>
public sealed class ProtocolCaseTests
{
    private const string Absent = "absent";
    private const string Recorded = "recorded ";
    private const string Own = "own ";

    private static readonly Dictionary<string, string> Gaps = new(StringComparer.Ordinal);

    public static TheoryData<string> ClientRequests => Cases(all => all.Requests, "client");

    public static TheoryData<string> ServerRequests => Cases(all => all.Requests, "server");

    public static TheoryData<string> ClientResponses => Cases(all => all.Responses, "client");

    public static TheoryData<string> ServerResponses => Cases(all => all.Responses, "server");

    [Fact]
    public void the_recorded_models_are_right()
    {
        if (ProtocolCases.Recorded is { } recorded)
            recorded.Model.Problems.Where(problem => !problem.IsWarning).ShouldBeEmpty();
        else
            Skip();
    }

    [Fact]
    public void the_own_models_are_right_and_compile_for_netstandard_too()
    {
        ProtocolCases.Own.Model.Problems.ShouldBeEmpty();
        ProtocolCases.Own.CompileForNetStandard().ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(ClientRequests))]
    public async Task a_client_sends_a_request_as_recorded(string id)
    {
        var (all, test) = Find(id, cases => cases.Requests);
        using var handler = new StubHandler(HttpStatusCode.OK, "{}", []);

        await Call(all, test, handler);

        handler.Request!.Method.Method.ShouldBe(test.Text("method"));
        handler.Request.RequestUri!.AbsolutePath.ShouldBe(test.Text("resolvedHost") is { } resolved && resolved.Contains('/', StringComparison.Ordinal) ? resolved[resolved.IndexOf('/', StringComparison.Ordinal)..] : test.Text("uri"));
        if (test.Text("resolvedHost") is { } host)
            handler.Request.RequestUri.Host.ShouldBe(host.Split('/')[0]);
        foreach (var (name, value) in test.Headers)
            handler.Header(name).ShouldBe(value, name);
        foreach (var name in test.Names("requireHeaders"))
            handler.Header(name).ShouldNotBeNull(name);
        foreach (var name in test.Names("forbidHeaders"))
            handler.Header(name).ShouldBeNull(name);
        if (test.Definition["body"] is not null)
            ShouldBeSameJson(handler.Body!, test.Body);
    }

    [Theory]
    [MemberData(nameof(ServerRequests))]
    public async Task a_server_reads_a_request_as_recorded(string id)
    {
        var (all, test) = Find(id, cases => cases.Requests);
        var received = new List<object>();
        var output = all.Model.Find(test.Operation.Operation!.Output)!;

        await Dispatch(all, test, Encoding.UTF8.GetBytes(test.Body), request =>
        {
            received.Add(request);
            return output.Id == ShapeId.Unit ? null : Activator.CreateInstance(all.Type(output, output.Id.Name));
        });

        var input = all.Model.Find(test.Operation.Operation.Input)!;
        if (input.Id != ShapeId.Unit)
            received.ShouldBe([new ProtocolValues(all.Model).Structure(all.Type(input, input.Id.Name), input, test.Params)]);
    }

    [Theory]
    [MemberData(nameof(ClientResponses))]
    public async Task a_client_reads_a_response_as_recorded(string id)
    {
        var (all, test) = Find(id, cases => cases.Responses);
        using var handler = new StubHandler((HttpStatusCode)test.Status, test.Body, test.Headers);
        var shape = test.Error ?? all.Model.Find(test.Operation.Operation!.Output)!;

        if (test.Error is null)
        {
            var response = await Call(all, test with { Definition = test.Definition with { Members = [] } }, handler);
            if (shape.Id != ShapeId.Unit)
                response.ShouldBe(new ProtocolValues(all.Model).Structure(all.Type(shape, shape.Id.Name), shape, test.Params));
            return;
        }

        var thrown = await Should.ThrowAsync<Exception>(() => Call(all, test with { Definition = test.Definition with { Members = [] } }, handler));
        var expected = new ProtocolValues(all.Model).Structure(all.Type(shape, shape.Id.Name), shape, WithoutMessage(test));
        thrown.GetType().ShouldBe(expected.GetType());
        foreach (var (key, _, _) in WithoutMessage(test).Members)
            ProtocolValues.Property(expected.GetType(), key).GetValue(thrown).ShouldBe(ProtocolValues.Property(expected.GetType(), key).GetValue(expected), key);
        if (Message(test) is { } message)
            thrown.Message.ShouldBe(message);
    }

    [Theory]
    [MemberData(nameof(ServerResponses))]
    public async Task a_server_writes_a_response_as_recorded(string id)
    {
        var (all, test) = Find(id, cases => cases.Responses);
        var values = new ProtocolValues(all.Model);
        if (test.Error is { } error)
        {
            var type = all.Type(error, error.Id.Name);
            var exception = Activator.CreateInstance(type, Message(test))!;
            foreach (var (key, _, _) in WithoutMessage(test).Members)
                ProtocolValues.Property(type, key).SetValue(exception, ProtocolValues.Property(type, key).GetValue(values.Structure(type, error, WithoutMessage(test))));
            var body = new ArrayBufferWriter<byte>();
            Dispatcher(all).GetMethod("WriteError")!.Invoke(null, [exception, body]);
            ((int)(HttpStatusCode)type.GetProperty("StatusCode")!.GetValue(exception)!).ShouldBe(test.Status);
            ShouldBeSameJson(Encoding.UTF8.GetString(body.WrittenSpan), test.Body, ignoring: Message(test) is null ? "message" : null);
            return;
        }

        var output = all.Model.Find(test.Operation.Operation!.Output)!;
        var written = await Dispatch(all, test, "{}"u8.ToArray(), _ => output.Id == ShapeId.Unit ? null : values.Structure(all.Type(output, output.Id.Name), output, test.Params));
        ShouldBeSameJson(written, test.Body);
    }

    [Fact]
    public async Task a_large_request_is_sent_compressed_and_a_small_one_is_not()
    {
        (await Upload(new string('x', 20_000))).Header("Content-Encoding").ShouldBe("gzip");
        (await Upload("x")).Header("Content-Encoding").ShouldBeNull();
    }

    [Fact]
    public async Task a_call_without_an_idempotency_token_gets_one_of_its_own()
    {
        var tokens = new[] { await Upload("x"), await Upload("x") }.Select(sent => JsonNode.Parse(sent.Body!)!["token"]!.GetValue<string>()).ToList();

        tokens.Where(token => !Guid.TryParse(token, out _)).ShouldBeEmpty();
        tokens.ShouldBeUnique();
    }

    [Fact]
    public async Task a_host_label_that_could_lead_elsewhere_is_refused()
    {
        var all = ProtocolCases.Own;
        var test = all.Requests.Single(request => request.Id == "a_host_prefix");
        var evil = test with { Definition = Node("{ \"params\": { \"label\": \"evil.example/\" } }") };
        using var handler = new StubHandler(HttpStatusCode.OK, "{}", []);

        await Should.ThrowAsync<ArgumentException>(() => Call(all, evil, handler));
        handler.Request.ShouldBeNull();
    }

    private static async Task<StubHandler> Upload(string data)
    {
        var all = ProtocolCases.Own;
        var operation = all.Model.Shapes.Single(shape => shape.Id.Name == "Upload");
        var handler = new StubHandler(HttpStatusCode.OK, "{}", []);
        await Call(all, new ProtocolCase(operation, null, Node($"{{ \"params\": {{ \"data\": \"{data}\" }} }}")), handler);
        return handler;
    }

    private static Smithy.Syntax.Node.Object Node(string json)
        => (Smithy.Syntax.Node.Object)Smithy.Syntax.Parser.Parse("x", "metadata x = " + json + "\n").Metadata[0].Value;

    private static async Task<object?> Call(ProtocolCases all, ProtocolCase test, StubHandler handler)
    {
        using var http = new HttpClient(handler, disposeHandler: false);
        var endpoint = new Uri("https://" + (test.Text("host") ?? "localhost"));
        var client = Activator.CreateInstance(all.Type(all.Service, all.Service.Id.Name + "Client"), http, endpoint)!;
        var method = client.GetType().GetMethod(test.Operation.Id.Name + "Async")!;
        var input = all.Model.Find(test.Operation.Operation!.Input)!;
        object?[] arguments = input.Id == ShapeId.Unit
            ? [TestContext.Current.CancellationToken]
            : [new ProtocolValues(all.Model).Structure(all.Type(input, input.Id.Name), input, test.Params), TestContext.Current.CancellationToken];
        var task = (Task)method.Invoke(client, arguments)!;
        await task;
        return task.GetType().GetProperty("Result")?.GetValue(task);
    }

    private static async Task<string> Dispatch(ProtocolCases all, ProtocolCase test, byte[] body, Func<object, object?> answer)
    {
        var handler = (AnsweringHandler)DispatchProxy.Create(all.Type(all.Service, "I" + all.Service.Id.Name), typeof(AnsweringHandler));
        handler.Answer = answer;
        var written = new ArrayBufferWriter<byte>();
        var outcome = Dispatcher(all).GetMethod("DispatchAsync")!.Invoke(
            null, [$"{all.Service.Id.Name}.{test.Operation.Id.Name}", (ReadOnlyMemory<byte>)body, handler, written, TestContext.Current.CancellationToken])!;
        var task = (Task)outcome.GetType().GetMethod("AsTask")!.Invoke(outcome, [])!;
        await task;
        var result = task.GetType().GetProperty("Result")!.GetValue(task)!;
        var violations = (System.Collections.IEnumerable)result.GetType().GetProperty("Violations")!.GetValue(result)!;
        violations.Cast<object>().Select(violation => violation.ToString()).ShouldBeEmpty();
        return Encoding.UTF8.GetString(written.WrittenSpan);
    }

    private static Type Dispatcher(ProtocolCases all) => all.Type(all.Service, all.Service.Id.Name + "Dispatcher");

    private static string? Message(ProtocolCase test)
        => test.Params.Members.Where(IsMessage).Select(member => ((Smithy.Syntax.Node.Text)member.Value).Value).FirstOrDefault();

    private static Smithy.Syntax.Node.Object WithoutMessage(ProtocolCase test)
        => test.Params with { Members = Smithy.EquatableArray.ToEquatableArray(test.Params.Members.Where(member => !IsMessage(member))) };

    private static bool IsMessage(Smithy.Syntax.NodeMember member) => string.Equals(member.Key, "message", StringComparison.OrdinalIgnoreCase);

    private static void ShouldBeSameJson(string actual, string expected, string? ignoring = null)
    {
        var (left, right) = (JsonNode.Parse(actual), JsonNode.Parse(expected.Length == 0 ? "{}" : expected));
        if (ignoring is not null && right is JsonObject wanted && !wanted.ContainsKey(ignoring))
            left!.AsObject().Remove(ignoring);
        JsonNode.DeepEquals(left, right).ShouldBeTrue($"expected {expected}\nbut was {actual}");
    }

    private static TheoryData<string> Cases(Func<ProtocolCases, IReadOnlyList<ProtocolCase>> kind, string side)
    {
        IEnumerable<string> Ids(ProtocolCases? cases, string origin) => cases is null ? [] : kind(cases).Where(test => test.AppliesTo(side)).Select(test => origin + test.Id);
        return [.. ProtocolCases.Recorded is null ? [Absent] : Ids(ProtocolCases.Recorded, Recorded), .. Ids(ProtocolCases.Own, Own)];
    }

    private static (ProtocolCases All, ProtocolCase Test) Find(string id, Func<ProtocolCases, IReadOnlyList<ProtocolCase>> kind)
    {
        if (id == Absent)
            Skip();
        if (Gaps.TryGetValue(id, out var reason))
            Assert.Skip("known gap: " + reason);
        var all = id.StartsWith(Own, StringComparison.Ordinal) ? ProtocolCases.Own : ProtocolCases.Recorded!;
        return (all, kind(all).Single(test => id.EndsWith(' ' + test.Id, StringComparison.Ordinal)));
    }

    private static void Skip() => Assert.Skip("no recorded messages: neither $PASSKEYLEDGER_VECTORS nor ../shared/vectors is there");

    /// <summary>Stands for a service's handler: every operation gives the same answer.</summary>
    public class AnsweringHandler : DispatchProxy
    {
        internal Func<object, object?> Answer { get; set; } = _ => null;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var answer = Answer(args![0]!);
            var type = targetMethod!.ReturnType;
            if (type == typeof(Task))
                return Task.CompletedTask;
            return typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(type.GetGenericArguments()[0]).Invoke(null, [answer]);
        }
    }

    private sealed class StubHandler(HttpStatusCode status, string answer, IEnumerable<(string Name, string Value)> headers) : HttpMessageHandler
    {
        public HttpRequestMessage? Request { get; private set; }

        public string? Body { get; private set; }

        public string? Header(string name)
        {
            if (string.Equals(name, "Content-Length", StringComparison.OrdinalIgnoreCase))
                return Request!.Content!.Headers.ContentLength?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Request!.Headers.TryGetValues(name, out var values) || Request.Content!.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = request;
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer)) };
            foreach (var (name, value) in headers.Where(header => !header.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)))
                response.Headers.Add(name, value);
            return response;
        }
    }
}
