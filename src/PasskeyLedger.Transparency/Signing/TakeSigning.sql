-- One signer at a time over all nodes, to the transaction's end.
SELECT pg_try_advisory_xact_lock(hashtextextended('transparency/checkpoints', x'6c6564676572'::bigint))
