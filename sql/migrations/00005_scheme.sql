-- +goose Up
-- Schemes (考核办法版本): one row per version that a body has adopted, with the
-- file's text verbatim. A body without any is scored by the shipped proposal.
CREATE TABLE scheme_version
(
    body           LowCardinality(String) COMMENT '机关代码',
    scheme         LowCardinality(String) COMMENT '办法代码',
    version        UInt32                 COMMENT '版本号，机关内自 1 起',
    title          String                 COMMENT '办法名称',
    effective_from Date                   COMMENT '施行日期',
    text           String                 COMMENT '办法文件原文' CODEC(ZSTD(3)),
    content        String                 COMMENT '办法内容（JSON）' CODEC(ZSTD(3)),
    sha256         String                 COMMENT '原文摘要',
    actor          String                 COMMENT '录入账号',
    recorded_at    DateTime64(3, 'Asia/Shanghai') COMMENT '入账时间',
    stored_at      DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间'
)
ENGINE = MergeTree ORDER BY (body, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '考核办法版本';

-- Points leave the external group out, so they look for it in every version.
ALTER TABLE plan_version ADD COLUMN external_offices Array(String)
    MATERIALIZED arrayMap(o -> JSONExtractString(o, 'Code'), arrayFilter(o -> JSONExtractUInt(o, 'Group') = 3, JSONExtractArrayRaw(content, 'Offices')))
    COMMENT '外部执行单位代码，取自方案内容' AFTER content;

ALTER TABLE plan_version MATERIALIZE COLUMN external_offices SETTINGS mutations_sync = 2;

-- +goose Down
ALTER TABLE plan_version DROP COLUMN external_offices;
DROP TABLE scheme_version;
