-- The master key under which signing keys are sealed: its id, never the key. One row, so that two first starts agree.
CREATE TABLE master_keys (
    one SMALLINT NOT NULL PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- kind: 0 served here, 1 published by the organisation, 2 did:key (enum DidKind). also_known_as, services: JSON.
-- version: of the latest document. A DID of another's domain may be claimed by several tenants: only its document says whose it is.
CREATE TABLE dids (
    seq $SEQUENCE,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    did TEXT NOT NULL,
    did_key $BYTES NOT NULL,
    kind SMALLINT NOT NULL,
    also_known_as TEXT NOT NULL,
    services TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (tenant_id, did_key)
);

CREATE UNIQUE INDEX dids_here ON dids (did_key) WHERE kind <> 1;
CREATE INDEX dids_of_tenant ON dids (tenant_id, seq);

-- id: the JWK thumbprint. state: 0 signing, 1 verifying, 2 pending, 3 retired, 4 revoked (enum KeyState).
-- seal: the private half under the master key; null once it signs no more.
CREATE TABLE signing_keys (
    seq $SEQUENCE,
    id TEXT NOT NULL UNIQUE,
    did_seq BIGINT NOT NULL REFERENCES dids (seq),
    public_key TEXT NOT NULL,
    state SMALLINT NOT NULL,
    master_key_id TEXT,
    seal $BYTES,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE INDEX signing_keys_of_did ON signing_keys (did_seq, seq);
CREATE INDEX signing_keys_sealed ON signing_keys (master_key_id) WHERE seal IS NOT NULL;

-- Every document that a DID has had.
CREATE TABLE did_documents (
    did_seq BIGINT NOT NULL,
    version INTEGER NOT NULL,
    document $BYTES NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (did_seq, version)
) $CLUSTERED;

-- purpose: 0 revocation, 1 suspension, 2 refresh, 3 message (enum StatusPurpose). number: the next list when one is full.
-- A list is one issuer's: a verifier trusts no other's. version: counts the changes of its entries.
CREATE TABLE status_lists (
    seq $SEQUENCE,
    id TEXT NOT NULL UNIQUE,
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    issuer TEXT NOT NULL,
    issuer_key $BYTES NOT NULL,
    purpose SMALLINT NOT NULL,
    number INTEGER NOT NULL,
    length INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (tenant_id, issuer_key, purpose, number)
);

-- One row for each entry that was handed out: its key decides that none is handed out twice, whatever processes ask at once.
CREATE TABLE status_entries (
    list_seq BIGINT NOT NULL,
    entry INTEGER NOT NULL,
    tenant_id TEXT NOT NULL,
    credential_key $BYTES NOT NULL,
    value SMALLINT NOT NULL,
    PRIMARY KEY (list_seq, entry)
) $CLUSTERED;

CREATE INDEX status_entries_of_credential ON status_entries (tenant_id, credential_key);
CREATE INDEX status_entries_set ON status_entries (list_seq, entry) WHERE value <> 0;

-- The list as it was last signed: of which version, by which key.
CREATE TABLE status_list_tokens (
    list_seq $NUMBERED,
    version INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    signed_at BIGINT NOT NULL,
    token $BYTES NOT NULL
);
