-- Held to the transaction's end. The number is ours alone: "ledger" in ASCII and 1.
SELECT pg_advisory_xact_lock(x'6c656467657201'::bigint)
