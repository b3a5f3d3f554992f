-- A column more, with a word that is not ASCII: größe.
ALTER TABLE things ADD COLUMN IF NOT EXISTS size BIGINT DEFAULT 0 NOT NULL;
