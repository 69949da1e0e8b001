-- Why: a ballot that was cast before a flat was sold stands, whoever holds the flat's new letter. For that
-- a household knows when it was last sold; a roll that names other owners is no sale.

ALTER TABLE household ADD COLUMN sold_at INTEGER;
