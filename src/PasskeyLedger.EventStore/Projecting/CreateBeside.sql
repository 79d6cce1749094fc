-- An empty schema for the tables of a rebuild, whose name stands for "beside". What an earlier one left is given up.
DROP SCHEMA IF EXISTS beside CASCADE;
CREATE SCHEMA beside;
