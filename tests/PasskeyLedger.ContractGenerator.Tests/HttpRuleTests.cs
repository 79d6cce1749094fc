using PasskeyLedger.ContractGenerator.Smithy.Rules.Http;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>What the specification asks of HTTP bindings, each rule with a model that breaks it and one that keeps it.</summary>
public sealed class HttpRuleTests
{
    private const string Get = "@readonly @http(method: \"GET\", uri: ";
    private const string Post = "@http(method: \"POST\", uri: \"/\")\n";

    [Theory]
    [InlineData("/", "")]
    [InlineData("/a/b/", "a b")]
    [InlineData("/{a}/b/{c+}?d=e&f", "{a} b {c+}")]
    public void a_uri_s_pattern_is_its_segments(string uri, string segments)
        => string.Join(' ', UriPattern.Parse(uri, out _).ShouldNotBeNull().Segments.Select(Show)).ShouldBe(segments);

    [Theory]
    [InlineData("a")]
    [InlineData("/a?")]
    [InlineData("/a#b")]
    [InlineData("/a//b")]
    [InlineData("/a/../b")]
    [InlineData("/{a}b")]
    [InlineData("/a{")]
    [InlineData("/{}")]
    [InlineData("/{+}")]
    [InlineData("/{a-b}")]
    [InlineData("/{a}/{A}")]
    [InlineData("/a?b={c}")]
    [InlineData("/a?b=1&b=2")]
    [InlineData("/ä")]
    public void what_is_no_pattern_of_a_uri_is_an_error(string uri)
        => LinkedText.Errors($"{Get}\"{uri}\")\noperation O {{}}").ShouldBe(["PLC050 3:37"]);

    [Theory]
    [InlineData(Get + "\"/{a}\")\noperation O {}", Get + "\"/{a}\")\noperation O { input := { @required @httpLabel a: String } }", "PLC051 3:12")]
    [InlineData(Get + "\"/\")\noperation O { input := { @required @httpLabel a: String } }", Get + "\"/{A}\")\noperation O { input := { @required @httpLabel A: String } }", "PLC051 4:37")]
    [InlineData(Get + "\"/{a+}\")\noperation O { input := { @required @httpLabel a: Integer } }", Get + "\"/{a}\")\noperation O { input := { @required @httpLabel a: Integer } }", "PLC051 4:37")]
    [InlineData(Get + "\"/{a}\")\noperation O { input := { @required a: String } }", Get + "\"/a\")\noperation O { input := { @required a: String } }", "PLC051 3:12")]
    public void labels_and_members_belong_together(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("/a", "/a", 2)]
    [InlineData("/{a}/b", "/{c}/b", 2)]
    [InlineData("/{a+}", "/{c+}", 2)]
    [InlineData("/a?b", "/a?b", 2)]
    [InlineData("/a?b&c", "/a?c&b", 2)]
    [InlineData("/{a}", "/a", 0)]
    [InlineData("/{a}", "/{c+}", 0)]
    [InlineData("/a?b", "/a", 0)]
    [InlineData("/a?b=1", "/a?b=2", 0)]
    [InlineData("/a", "/a/b", 0)]
    public void two_operations_of_a_service_have_two_uris(string one, string other, int conflicts)
    {
        var operations = $"{Get}\"{one}\")\noperation A {{ input := {{ {Label(one)} }} }}\n{Get}\"{other}\")\noperation B {{ input := {{ {Label(other)} }} }}\n";

        LinkedText.Errors(operations + "service S { operations: [A, B] }").Count(place => place.StartsWith("PLC052", StringComparison.Ordinal)).ShouldBe(conflicts);
        LinkedText.Errors(operations + "service S { operations: [A] }\nservice T { operations: [B] }").ShouldBeEmpty();
        LinkedText.Errors(operations.Replace("operation B", "@endpoint(hostPrefix: \"b.\")\noperation B", StringComparison.Ordinal) + "service S { operations: [A, B] }").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("structure A { @httpHeader(\"X-a\") a: String, @httpHeader(\"x-A\") b: String }", "structure A { @httpHeader(\"X-a\") a: String, @httpHeader(\"x-b\") b: String }", "PLC053 3:46")]
    [InlineData("structure A { @httpQuery(\"a\") a: String, @httpQuery(\"a\") b: String }", "structure A { @httpQuery(\"a\") a: String, @httpQuery(\"A\") b: String }", "PLC053 3:43")]
    [InlineData("structure A { @httpPrefixHeaders(\"X-\") a: M, @httpHeader(\"x-b\") b: String }\nmap M { key: String, value: String }", "structure A { @httpPrefixHeaders(\"\") a: M, @httpHeader(\"x-b\") b: String }\nmap M { key: String, value: String }", "PLC053 3:47")]
    [InlineData(Get + "\"/?a\")\noperation O { input := { @httpQuery(\"a\") b: String } }", Get + "\"/?a\")\noperation O { input := { @httpQuery(\"b\") b: String } }", "PLC053 4:27")]
    [InlineData(Post + "operation O { input := { @httpPayload a: Blob, b: String } }", Post + "operation O { input := { @httpPayload a: Blob, @httpQuery(\"b\") b: String } }", "PLC054 4:48")]
    [InlineData(Post + "operation O { output := { @httpPayload a: Blob, b: Integer } }", Post + "operation O { output := { @httpPayload a: Blob, @httpResponseCode b: Integer } }", "PLC054 4:49")]
    [InlineData("@error(\"client\")\nstructure E { @httpPayload a: Blob, message: String }", "@error(\"client\")\nstructure E { @httpPayload a: Blob, @httpHeader(\"X-Message\") message: String }", "PLC054 4:37")]
    public void members_are_bound_to_places_of_their_own(string broken, string kept, params string[] places) => Judge(broken, kept, places);

    [Theory]
    [InlineData("@mine\nservice S { operations: [O] }\noperation O {}\n", "@mine\nservice S { operations: [O] }\n" + Post + "operation O {}\n", "PLC055 5:11")]
    [InlineData("@mine\nservice S { operations: [O] }\n" + Post + "operation O { input := { @required a: B } }\n@streaming\nblob B\n", "@mine\nservice S { operations: [O] }\n" + Post + "operation O { input := { @required @httpPayload a: B } }\n@streaming\nblob B\n", "PLC054 6:36")]
    [InlineData("@mine\nservice S { resources: [R] }\nresource R { properties: { a: Document }, put: O }\n@idempotent " + Post + "operation O { input := { a: Document } }\n", "@mine\nservice S { resources: [R] }\nresource R { properties: { a: String }, put: O }\n@idempotent " + Post + "operation O { input := { a: String } }\n", "PLC068 3:2")]
    public void a_protocol_says_what_a_service_needs(string broken, string kept, params string[] places)
    {
        const string Protocol = "@trait(selector: \"service\") @protocolDefinition(traits: [http, httpPayload], noInlineDocumentSupport: true)\nstructure mine {}\n";
        Judge(broken + Protocol, kept + Protocol, places);
    }

    [Theory]
    [InlineData("@endpoint(hostPrefix: \"{a}.b-\")\noperation O { input := { @required @hostLabel a: String } }", "PLC056 3:23", true)]
    [InlineData("@endpoint(hostPrefix: \"{a}.\")\noperation O { input := { @required @hostLabel a: String } }", "", false)]
    [InlineData("@endpoint(hostPrefix: \"{a}.\")\noperation O { input := { @required a: String } }", "PLC056 3:23", false)]
    [InlineData("@endpoint(hostPrefix: \"a.\")\noperation O { input := { @required @hostLabel a: String } }", "PLC056 4:37", false)]
    [InlineData("@endpoint(hostPrefix: \"{a}{b}.\")\noperation O {}", "PLC056 3:23", false)]
    [InlineData("@endpoint(hostPrefix: \"{a\")\noperation O {}", "PLC056 3:23", false)]
    [InlineData("@endpoint(hostPrefix: \"a}b\")\noperation O {}", "PLC056 3:23", false)]
    [InlineData("@endpoint(hostPrefix: \"{a+}.\")\noperation O {}", "PLC056 3:23", false)]
    [InlineData("@endpoint(hostPrefix: \"a..b\")\noperation O {}", "PLC056 3:23", false)]
    [InlineData("@endpoint(hostPrefix: \"-a.\")\noperation O {}", "PLC056 3:23", false)]
    [InlineData("@endpoint(hostPrefix: \"a b.\")\noperation O {}", "PLC056 3:23", false)]
    public void a_host_prefix_is_a_start_of_a_host_s_name(string statements, string place, bool isWarning)
    {
        var problems = LinkedText.Link(LinkedText.Head + statements).Problems;

        problems.Select(LinkedText.Place).ShouldBe(place.Length == 0 ? [] : [place]);
        problems.ShouldAllBe(problem => problem.IsWarning == isWarning);
    }

    [Theory]
    [InlineData("structure A { @httpHeader(\"Host\") a: String }", "PLC053 3:16")]
    [InlineData("structure A { @httpHeader(\"a b\") a: String }", "PLC053 3:16")]
    [InlineData(Get + "\"/{a+}/{b}\")\noperation O { input := { @required @httpLabel a: String, @required @httpLabel b: String } }", "PLC050 3:37")]
    [InlineData(Post + "operation O { input := { @required a: B } }\n@streaming\nblob B", "PLC054 4:36")]
    public void what_is_only_unwise_is_a_warning(string statements, string place)
    {
        var problem = LinkedText.Link(LinkedText.Head + statements).Problems.Single();

        LinkedText.Place(problem).ShouldBe(place);
        problem.IsWarning.ShouldBeTrue();
    }

    private static string Label(string uri)
    {
        var name = uri.Split('{', '}').ElementAtOrDefault(1)?.TrimEnd('+');
        return name is null ? string.Empty : $"@required @httpLabel {name}: String";
    }

    private static string Show(UriSegment segment) => segment.Kind switch
    {
        UriSegmentKind.Literal => segment.Content,
        UriSegmentKind.Label => $"{{{segment.Content}}}",
        _ => $"{{{segment.Content}+}}",
    };

    private static void Judge(string broken, string kept, string[] places)
    {
        LinkedText.Errors(broken).ShouldBe(places);
        LinkedText.Errors(kept).ShouldBeEmpty();
    }
}
