-- Ends a backend whose client is gone, and says whether it is still there. Once it is not, its transaction is over.
SELECT pg_terminate_backend(a.pid)
FROM pg_stat_activity a
WHERE a.pid = $1 AND a.backend_start = $2
