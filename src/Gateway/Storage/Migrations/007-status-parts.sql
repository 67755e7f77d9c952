-- Entries that are handed out one after another lie together, each part of a list's order ordered by credential: a group of them costs a
-- page or two, and one is found with a look into each part. What was handed out before is one part of its list, the first.
ALTER TABLE status_entries RENAME TO status_entries_whole;
CREATE TABLE status_entries (
    list_seq BIGINT NOT NULL,
    part INTEGER NOT NULL,
    credential_key $BYTES NOT NULL,
    entry INTEGER NOT NULL,
    value SMALLINT NOT NULL,
    PRIMARY KEY (list_seq, part, credential_key, entry)
) $CLUSTERED;
INSERT INTO status_entries (list_seq, part, credential_key, entry, value)
SELECT list_seq, 0, credential_key, entry, value FROM status_entries_whole
ORDER BY list_seq, credential_key, entry;
DROP TABLE status_entries_whole;

CREATE INDEX status_entries_set ON status_entries (list_seq, entry) WHERE value <> 0;
