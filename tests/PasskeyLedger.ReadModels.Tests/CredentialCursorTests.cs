using System.Buffers.Text;
using System.Text;
using PasskeyLedger.ReadModels.Credentials;

namespace PasskeyLedger.ReadModels.Tests;

public sealed class CredentialCursorTests
{
    [Fact]
    public void a_cursor_reads_what_it_wrote_to_the_microsecond()
    {
        var cursor = new CredentialCursor(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_560), "AQ-_8");

        CredentialCursor.Parse(cursor.ToString()).ShouldBe(cursor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("1")]
    [InlineData("-1/a")]
    [InlineData("1.5/a")]
    [InlineData("99999999999999999999/a")]
    [InlineData("9223372036854775807/a")]
    [InlineData("1/\0")]
    [InlineData("1/a b")]
    [InlineData("1/a/b")]
    public void a_text_that_no_cursor_wrote_is_none(string text) =>
        CredentialCursor.Parse(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))).ShouldBeNull();

    [Theory]
    [InlineData("!")]
    [InlineData("a")]
    [InlineData("AAAA=")]
    public void a_text_that_is_not_base64url_is_none(string text) => CredentialCursor.Parse(text).ShouldBeNull();
}
