-- What is due is found a queue at a time: one queue for each recipient of a tenant. A backlog to one recipient is one row here, which is
-- passed over while that recipient has its share, however long the backlog.
-- due_at: nothing of the queue is due before; it may be later than this says. null: nothing waits. What is being sent does not count: it
-- comes back when it failed, or when its lease has run out.
-- disabled_at: the recipient said that it wants no more (410).
CREATE TABLE delivery_queues (
    tenant_id TEXT NOT NULL,
    recipient_key $BYTES NOT NULL,
    due_at BIGINT,
    disabled_at BIGINT,
    PRIMARY KEY (tenant_id, recipient_key)
) $CLUSTERED;

CREATE INDEX delivery_queues_due ON delivery_queues (due_at) WHERE due_at IS NOT NULL;

INSERT INTO delivery_queues (tenant_id, recipient_key, due_at)
SELECT tenant_id, recipient_key, MIN(due_at) FROM deliveries WHERE due_at IS NOT NULL AND state <> 1 GROUP BY tenant_id, recipient_key;

DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (tenant_id, recipient_key, due_at, seq) WHERE due_at IS NOT NULL AND state <> 1;
CREATE INDEX deliveries_held ON deliveries (due_at) WHERE state = 1;

-- is_ordered: sent only when the tenant's ordered deliveries before it to the same recipient are over; until then due_at is null.
-- state: 4 dead, given up (enum DeliveryState).
ALTER TABLE deliveries ADD COLUMN is_ordered SMALLINT NOT NULL DEFAULT 0;

CREATE INDEX deliveries_dead ON deliveries (tenant_id, seq) WHERE state = 4;
CREATE INDEX deliveries_in_order ON deliveries (tenant_id, recipient_key, seq) WHERE is_ordered = 1 AND state < 3;

-- at: when it ended. answer: its first KiB, or why there was none.
CREATE TABLE delivery_attempts (
    delivery_seq BIGINT NOT NULL,
    attempt INTEGER NOT NULL,
    at BIGINT NOT NULL,
    duration BIGINT NOT NULL,
    status INTEGER,
    answer TEXT,
    PRIMARY KEY (delivery_seq, attempt)
) $CLUSTERED;
