-- +goose Up
-- An id is always looked for within a body, and the primary key leads to that in a
-- granule or two; the index cost every commit two more files to sync.
ALTER TABLE event DROP INDEX id_bloom;

-- +goose Down
ALTER TABLE event ADD INDEX id_bloom id TYPE bloom_filter(0.01) GRANULARITY 4;
