SELECT pg_advisory_unlock(hashtextextended($1, x'6c6564676572'::bigint))
