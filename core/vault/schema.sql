-- The vault file, format 1 (core/VAULT.md). SQLite keeps the text of each statement and a reader compares it,
-- so a changed letter inside a statement is a new format; comments stay outside.

-- One row. `restored` is 1 from a restore until new feeds have begun.
CREATE TABLE header (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  vault_id BLOB NOT NULL,
  restored INTEGER NOT NULL
) STRICT;

-- The vault key, wrapped once per way to open it: 1 passphrase, 2 recovery code (with costs 0: it is not stretched).
CREATE TABLE key_slot (
  kind INTEGER PRIMARY KEY,
  salt BLOB NOT NULL,
  passes INTEGER NOT NULL,
  memory_bytes INTEGER NOT NULL,
  wrapped BLOB NOT NULL
) STRICT;

-- What each domain's rows must be: the sealed digest, counters and next row numbers.
CREATE TABLE domain_state (
  domain INTEGER PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT;

-- The sealed tables. The index by version lets an unlock read every (row, version) without touching the sealed bytes,
-- and grows at its end only, because each write takes the next version.
CREATE TABLE item (row INTEGER PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE INDEX item_by_version ON item (version);
CREATE TABLE history (row INTEGER PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE INDEX history_by_version ON history (version);
CREATE TABLE cache (row INTEGER PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE INDEX cache_by_version ON cache (version);
CREATE TABLE setting (row INTEGER PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE INDEX setting_by_version ON setting (version);
CREATE TABLE outbox (row INTEGER PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE INDEX outbox_by_version ON outbox (version);
CREATE TABLE inbox (row INTEGER PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE INDEX inbox_by_version ON inbox (version);
CREATE TABLE link (row INTEGER PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE INDEX link_by_version ON link (version);
CREATE TABLE servable (row INTEGER PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE INDEX servable_by_version ON servable (version);
