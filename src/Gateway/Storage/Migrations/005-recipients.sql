-- Whom a tenant has registered. filters: JSON. is_routed: what passes the filters is sent to it by itself. sends: 0 the credential, 1 a
-- notice of it (enum Sending). per_minute: so many deliveries at most; null: no limit.
CREATE TABLE recipients (
    seq $SEQUENCE,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    recipient_key $BYTES NOT NULL,
    did TEXT NOT NULL,
    filters TEXT NOT NULL,
    is_routed SMALLINT NOT NULL,
    sends SMALLINT NOT NULL,
    per_minute INTEGER,
    created_at BIGINT NOT NULL,
    UNIQUE (tenant_id, recipient_key)
);

CREATE INDEX recipients_of_tenant ON recipients (tenant_id, seq);
CREATE INDEX recipients_routed ON recipients (tenant_id, seq) WHERE is_routed = 1;

-- only_registered: a tenant sends to registered recipients alone. accept_from: JSON, the DIDs whose deliveries it takes.
CREATE TABLE policies (
    tenant_id TEXT NOT NULL PRIMARY KEY REFERENCES tenants (id),
    only_registered SMALLINT NOT NULL,
    accept_from TEXT NOT NULL
);

-- What a claim must know of a recipient stands with its queue. pace: milliseconds from one delivery to the next; null: no limit.
-- paced_until: as far as those already claimed fill the time. replayed_at: when the recipient was last sent everything again.
ALTER TABLE delivery_queues ADD COLUMN sends_notice SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE delivery_queues ADD COLUMN pace BIGINT;
ALTER TABLE delivery_queues ADD COLUMN paced_until BIGINT;
ALTER TABLE delivery_queues ADD COLUMN replayed_at BIGINT;

-- news: how often the credential's status changed since it was delivered; what is owed then is a notice of that. tried_before: attempts that
-- do not count any more, because it was begun anew.
ALTER TABLE deliveries ADD COLUMN news INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN tried_before INTEGER NOT NULL DEFAULT 0;

CREATE INDEX deliveries_over ON deliveries (tenant_id, recipient_key, created_at, seq) WHERE state >= 3;

-- What the recipient signed for.
CREATE TABLE delivery_receipts (
    delivery_seq $NUMBERED,
    receipt TEXT NOT NULL,
    kept_at BIGINT NOT NULL
);

CREATE INDEX dids_claimed ON dids (did_key, seq) WHERE kind = 1;
