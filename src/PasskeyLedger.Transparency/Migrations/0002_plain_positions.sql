-- A tile's positions, some two kilobytes, stay in their row as they are: compressing them takes longer than all else that is written of a leaf.
ALTER TABLE ledger_tree_positions SET (toast_tuple_target = 4080);
