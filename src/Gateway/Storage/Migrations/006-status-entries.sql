-- taken: places of the list's order that processes took to hand their entries out; as many as the length or more: the list is full.
-- order_key: what the order is made of (EntryOrder.cs). Entries of older lists were drawn: these have no order, and are full.
ALTER TABLE status_lists ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
ALTER TABLE status_lists ADD COLUMN order_key $BYTES;
UPDATE status_lists SET taken = length;

-- One row for each entry that was handed out, found by its credential: the list first, so that what is handed out of one list lies
-- together however many lists were filled before. credential_key: 16 bytes will do, as a list's credentials are all its tenant's.
ALTER TABLE status_entries RENAME TO status_entries_drawn;
CREATE TABLE status_entries (
    list_seq BIGINT NOT NULL,
    credential_key $BYTES NOT NULL,
    entry INTEGER NOT NULL,
    value SMALLINT NOT NULL,
    PRIMARY KEY (list_seq, credential_key, entry)
) $CLUSTERED;
INSERT INTO status_entries (list_seq, credential_key, entry, value)
SELECT list_seq, substr(credential_key, 1, 16), entry, value FROM status_entries_drawn
ORDER BY list_seq, credential_key, entry;
DROP TABLE status_entries_drawn;

CREATE INDEX status_entries_set ON status_entries (list_seq, entry) WHERE value <> 0;
