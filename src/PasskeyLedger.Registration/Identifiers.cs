namespace PasskeyLedger.Registration;

/// <summary>A user pool: the tenant of its users' streams.</summary>
public readonly record struct UserPoolId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A user within a pool: the <c>sub</c> of the access token.</summary>
public readonly record struct Sub(string Value)
{
    public override string ToString() => Value;
}

/// <summary>An app client: the <c>client_id</c> of the access token.</summary>
public readonly record struct ClientId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One registration, from its start to its end: a UUID version 7 in lower-case text.</summary>
public readonly record struct RegistrationId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A credential within a pool: the authenticator's credential id as base64url without padding.</summary>
public readonly record struct CredentialId(string Value)
{
    public override string ToString() => Value;
}
