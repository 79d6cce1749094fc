namespace PasskeyLedger.Registration;

/// <summary>Who is calling, as a verified access token says.</summary>
/// <param name="Username">The token's <c>username</c>, or its <c>sub</c> where it has none: what a person sees in the authenticator's list.</param>
public sealed record Caller(UserPoolId Pool, Sub Sub, ClientId ClientId, string Username);
