-- +goose Up
-- The ledger (台账): every fact once, never changed. Ordered so that one body's
-- instances lie together; an id is unique within its body.
CREATE TABLE event
(
    body        LowCardinality(String)            COMMENT '机关代码',
    duty        LowCardinality(String)            COMMENT '公开事项代码',
    subject     String                            COMMENT '期次、文号或案号',
    id          String                            COMMENT '事件编号，机关内唯一',
    kind        Enum8(
        'triggered' = 1, 'published' = 2, 'revised' = 3, 'withdrawn' = 4, 'nil_return' = 5,
        'reviewed' = 6, 'withheld' = 7, 'not_applicable' = 8, 'voided' = 9, 'received' = 10,
        'correction_asked' = 11, 'corrected' = 12, 'consult_sent' = 13, 'consult_back' = 14,
        'extended' = 15, 'paused' = 16, 'resumed' = 17, 'answered' = 18, 'detected' = 19,
        'follow_up' = 20, 'closed' = 21, 'spot_checked' = 22, 'ruled' = 23, 'handed_over' = 24,
        'reassigned' = 25, 'seen' = 26)           COMMENT '事件种类',
    office      LowCardinality(String)            COMMENT '科室代码',
    channel     LowCardinality(String)            COMMENT '渠道代码，空为主渠道',
    occurred_at DateTime64(3, 'Asia/Shanghai')    COMMENT '发生时间，不明时为 1970-01-01',
    precision   Enum8('minute' = 1, 'day' = 2, 'unknown' = 3) COMMENT '发生时间的精度',
    recorded_at DateTime64(3, 'Asia/Shanghai')    COMMENT '入账时间：何时为台账所知',
    stored_at   DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间',
    formed_on   Date                              COMMENT '成文日期',
    url_date    Date                              COMMENT '网址所含日期',
    first_seen  DateTime64(3, 'Asia/Shanghai')    COMMENT '首次发现时间',
    title       String                            COMMENT '标题',
    doc_number  String                            COMMENT '文号',
    url         String                            COMMENT '网址',
    ref         String                            COMMENT '所指事件编号',
    fields      Array(String)                     COMMENT '已含公开要素',
    note        String                            COMMENT '说明',
    attrs       Map(LowCardinality(String), String) COMMENT '种类所需的其他内容',
    actor       LowCardinality(String)            COMMENT '录入账号',
    source      LowCardinality(String)            COMMENT '来源：form、api、file、demo',
    origin      String                            COMMENT '来源细目：文件名与行号',
    history     Bool                              COMMENT '是否历史补录：入账时间取公开之时',
    digest      UInt64                            COMMENT '内容摘要，用于识别同号异文',
    INDEX id_bloom id TYPE bloom_filter(0.01) GRANULARITY 4
)
ENGINE = MergeTree
ORDER BY (body, duty, subject, recorded_at, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '台账：事件只增不改';

-- +goose Down
DROP TABLE event;
