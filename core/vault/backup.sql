-- What a backup file has besides the tables of schema.sql: the attachments' chunks, each attachment's in order.
CREATE TABLE attachment_chunk (attachment BLOB NOT NULL, chunk INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
