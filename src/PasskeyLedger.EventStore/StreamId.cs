namespace PasskeyLedger.EventStore;

/// <summary>A tenant: streams of different tenants never meet, even under the same key.</summary>
public readonly record struct TenantId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A stream's key within its tenant.</summary>
public readonly record struct StreamKey(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One stream of one tenant.</summary>
public readonly record struct StreamId(TenantId Tenant, StreamKey Key)
{
    public override string ToString() => $"{Tenant}:{Key}";
}
