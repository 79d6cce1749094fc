UPDATE mt_streams SET version = $3, timestamp = $4 WHERE tenant_id = $1 AND id = $2
