-- The Merkle tree over the log. Leaves have indexes of their own, from 0 without gaps, in the order of positions; what a leaf is says
-- FORMAT.md. All of it can be made again from the events, except for the checkpoints: what was signed was signed.

-- Every eighth level of the tree in pieces of up to 256 hashes (C2SP tlog-tiles). Level 0 has the leaves' hashes.
CREATE TABLE ledger_tree_tiles (
  level  smallint NOT NULL,
  tile   bigint   NOT NULL,
  hashes bytea    NOT NULL,
  CONSTRAINT pkey_ledger_tree_tiles PRIMARY KEY (level, tile),
  CONSTRAINT ledger_tree_tiles_are_whole_hashes CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0)
);

-- Hashes don't compress.
ALTER TABLE ledger_tree_tiles ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- Which events the leaves of a tile of level 0 are of.
CREATE TABLE ledger_tree_positions (
  tile           bigint   NOT NULL,
  first_position bigint   NOT NULL,
  positions      bigint[] NOT NULL,
  CONSTRAINT pkey_ledger_tree_positions PRIMARY KEY (tile)
);

CREATE UNIQUE INDEX ledger_tree_positions_by_position ON ledger_tree_positions (first_position);

-- What was signed, each as the note that was given out.
CREATE TABLE ledger_tree_checkpoints (
  tree_size bigint      NOT NULL,
  note      text        NOT NULL,
  signed_at timestamptz NOT NULL,
  CONSTRAINT pkey_ledger_tree_checkpoints PRIMARY KEY (tree_size),
  CONSTRAINT ledger_tree_checkpoints_are_of_something CHECK (tree_size > 0)
);

-- A row a leaf, for people.
CREATE VIEW ledger_tree_leaves AS
SELECT 256 * p.tile + l.place - 1 AS leaf_index, l.position, substring(t.hashes FROM 32 * l.place::int - 31 FOR 32) AS leaf_hash
FROM ledger_tree_positions p
JOIN ledger_tree_tiles t ON t.level = 0 AND t.tile = p.tile
CROSS JOIN LATERAL unnest(p.positions) WITH ORDINALITY AS l (position, place);
