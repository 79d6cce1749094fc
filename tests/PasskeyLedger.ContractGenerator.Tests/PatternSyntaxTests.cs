using PasskeyLedger.ContractGenerator.Smithy.Rules;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>Patterns that no dialect takes, and ones that look like them.</summary>
public sealed class PatternSyntaxTests
{
    [Theory]
    [InlineData("(")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("(?:a")]
    [InlineData("[a")]
    [InlineData("*a")]
    [InlineData("a|*")]
    [InlineData("(+a)")]
    [InlineData("^*")]
    [InlineData("a**")]
    [InlineData("a{1}{2}")]
    [InlineData("a{3,2}")]
    [InlineData("[z-a]")]
    [InlineData("[a-cz-x]")]
    [InlineData("a\\")]
    public void what_is_no_regular_expression_is_found(string pattern) => PatternSyntax.Fault(pattern).ShouldNotBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("^[A-Za-z0-9_-]{1,64}$")]
    [InlineData("(a(?:b)(?=c)(?!d)(?<=e)(?<!f)(?<name>g)\\k<name>)")]
    [InlineData("(?i)a")]
    [InlineData("(?i:a)")]
    [InlineData("a+?b*?c??d{1,2}?")]
    [InlineData("a++")]
    [InlineData("\\(\\[\\*\\\\")]
    [InlineData("[(*+?)\\]\\-]")]
    [InlineData("[^]a]")]
    [InlineData("[]")]
    [InlineData("[a-z&&[^b]]")]
    [InlineData("{a}{,2}}]")]
    [InlineData("a{")]
    [InlineData("\\p{L}+\\d{2,}")]
    [InlineData("a|b||")]
    [InlineData("[a-]")]
    [InlineData("[\\d-x]")]
    [InlineData("[--a]")]
    [InlineData("(\\w+\\s?)*")]
    public void what_may_be_one_is_not(string pattern) => PatternSyntax.Fault(pattern).ShouldBeNull();

    [Fact]
    public void a_pattern_is_judged_where_it_stands()
        => LinkedText.Errors("structure A { @pattern(\"[\") a: String }").ShouldBe(["PLC067 3:24"]);
}
