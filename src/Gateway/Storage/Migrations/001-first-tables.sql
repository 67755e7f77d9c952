-- Words for what databases call differently: $SEQUENCE a growing number as key, $NUMBERED a number as key, $BYTES a byte string,
-- $CLUSTERED a table kept in the order of its key. Times are milliseconds since 1970. A column named _key or facet holds the SHA-256
-- of a text that others chose (IndexKey.cs), so that no entry of an index is longer than the next, however long an id somebody sends.

CREATE TABLE tenants (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE api_keys (
    id TEXT NOT NULL PRIMARY KEY,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    hash_prefix $BYTES NOT NULL,
    hash $BYTES NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE INDEX api_keys_of_tenant ON api_keys (tenant_id);
CREATE INDEX api_keys_in_force ON api_keys (hash_prefix) WHERE revoked_at IS NULL;

-- access: 0 recipients, 1 public (enum Access). types: JSON, as the credential lists them.
-- status_looked_at: null when the credential names no status list. is_revoked: null until a look could see.
CREATE TABLE credentials (
    seq $SEQUENCE,
    id TEXT NOT NULL UNIQUE,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    issuer TEXT NOT NULL,
    credential_id TEXT,
    types TEXT NOT NULL,
    media_type TEXT NOT NULL,
    access SMALLINT NOT NULL,
    digest $BYTES NOT NULL,
    valid_from BIGINT,
    valid_until BIGINT,
    received_at BIGINT NOT NULL,
    status_looked_at BIGINT,
    is_revoked SMALLINT,
    UNIQUE (tenant_id, digest)
);

CREATE INDEX credentials_of_tenant ON credentials (tenant_id, seq);
CREATE INDEX credentials_status_due ON credentials (status_looked_at, seq) WHERE status_looked_at IS NOT NULL;

-- Apart from their credential, so that an update of its row does not write them again and a walk over rows does not read them.
CREATE TABLE credential_bytes (
    seq $NUMBERED REFERENCES credentials (seq),
    bytes $BYTES NOT NULL
);

-- One row for each (issuer, credential id) of a tenant: the key decides which claims were first.
CREATE TABLE credential_identities (
    tenant_id TEXT NOT NULL,
    identity_key $BYTES NOT NULL,
    claims_digest $BYTES NOT NULL,
    credential TEXT NOT NULL,
    PRIMARY KEY (tenant_id, identity_key)
) $CLUSTERED;

-- This table and the next name their credential without a foreign key: their rows are made with it, and the check would need an
-- index of its own.
-- What lists are narrowed by: issuer, each type, each id that the credential is about.
CREATE TABLE credential_facets (
    tenant_id TEXT NOT NULL,
    facet $BYTES NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, facet, seq)
) $CLUSTERED;

-- The key begins with the product, not the tenant: a product's passports are looked for among all tenants' public ones.
-- valid_from and valid_until: the earliest and the latest number when absent.
CREATE TABLE passports (
    product_key $BYTES NOT NULL,
    issuer_key $BYTES NOT NULL,
    tenant_id TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    access SMALLINT NOT NULL,
    PRIMARY KEY (product_key, issuer_key, tenant_id, valid_from, seq)
) $CLUSTERED;

CREATE INDEX passports_public ON passports (product_key, issuer_key, valid_from, seq, valid_until) WHERE access = 1;
CREATE INDEX passports_first ON passports (product_key, seq);

-- state: 0 pending, 1 delivering, 2 waiting, 3 delivered (enum DeliveryState).
-- Its credential by number: numbers grow, so that new entries of an index over them come to lie together; ids are random.
-- due_at: when to try next; while delivering, when the lease ends; null when delivered.
CREATE TABLE deliveries (
    seq $SEQUENCE,
    id TEXT NOT NULL UNIQUE,
    tenant_id TEXT NOT NULL,
    credential_seq BIGINT NOT NULL REFERENCES credentials (seq),
    recipient TEXT NOT NULL,
    recipient_key $BYTES NOT NULL,
    state SMALLINT NOT NULL,
    attempts INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT,
    lease TEXT,
    last_attempt_at BIGINT,
    delivered_at BIGINT,
    last_status INTEGER,
    last_answer TEXT,
    UNIQUE (credential_seq, recipient_key)
);

CREATE INDEX deliveries_due ON deliveries (due_at, seq) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_of_tenant ON deliveries (tenant_id, seq);
CREATE INDEX deliveries_of_credential ON deliveries (credential_seq, seq);

CREATE TABLE events (
    seq $SEQUENCE,
    at BIGINT NOT NULL,
    tenant_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);

CREATE TABLE idempotency_answers (
    seq $SEQUENCE,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    request_key $BYTES NOT NULL,
    fingerprint $BYTES NOT NULL,
    status INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    location TEXT,
    body $BYTES NOT NULL,
    expires_at BIGINT NOT NULL,
    UNIQUE (tenant_id, request_key)
);

CREATE INDEX idempotency_answers_expiry ON idempotency_answers (expires_at);
