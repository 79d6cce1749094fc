INSERT INTO mt_streams (tenant_id, id, type, version, timestamp, created, is_archived)
VALUES ($1, $2, $3, $4, $5, $5, false)
