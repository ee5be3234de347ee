-- +goose Up
-- What the yearly report on government information counts and no duty judges
-- (年报统计事项). An entry under the same id replaces the earlier one.
CREATE TABLE matter
(
    body        LowCardinality(String)            COMMENT '机关代码',
    id          String                            COMMENT '编号，机关内唯一',
    kind        Enum8('normative' = 1, 'permit' = 2, 'penalty' = 3, 'coercion' = 4, 'fee' = 5,
        'review' = 6, 'suit' = 7, 'suit_after_review' = 8) COMMENT '种类',
    on_day      Date                              COMMENT '制发、决定、收费或受理之日',
    ended_on    Date                              COMMENT '废止或审结之日；1970-01-01 为无',
    outcome     LowCardinality(String)            COMMENT '审结结果：upheld、corrected、other',
    items       UInt32                            COMMENT '件数',
    amount      Int64                             COMMENT '收费金额（分）',
    number      String                            COMMENT '文号或案号',
    title       String                            COMMENT '名称',
    removed     Bool                              COMMENT '是否误录已删',
    actor       LowCardinality(String)            COMMENT '录入账号',
    recorded_at DateTime64(3, 'Asia/Shanghai')    COMMENT '入账时间'
)
ENGINE = MergeTree ORDER BY (body, id, recorded_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '年报统计事项：只增不改';

-- +goose Down
DROP TABLE matter;
