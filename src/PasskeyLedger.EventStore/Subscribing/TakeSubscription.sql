-- Makes this session the active one of a subscription, for as long as it lives, where no other is.
SELECT pg_try_advisory_lock(hashtextextended($1, x'6c6564676572'::bigint))
