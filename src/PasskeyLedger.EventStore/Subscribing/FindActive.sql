-- Whether a session of this database is the active one of a subscription: it holds the lock that TakeSubscription.sql takes.
SELECT EXISTS (
  SELECT FROM pg_locks l
  WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
    AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
    AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended($1, x'6c6564676572'::bigint)
)
