-- Appends hashes to tiles, and makes those that are new.
INSERT INTO ledger_tree_tiles AS t (level, tile, hashes)
SELECT * FROM unnest($1, $2, $3)
ON CONFLICT (level, tile) DO UPDATE SET hashes = t.hashes || excluded.hashes
