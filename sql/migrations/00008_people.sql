-- +goose Up
-- Faults and bonuses (加扣分事项): every step of an entry is a row; the last one
-- under an id holds. Only approved ones count.
CREATE TABLE extra_step
(
    body        LowCardinality(String)            COMMENT '机关代码',
    id          String                            COMMENT '编号，机关内唯一',
    office      LowCardinality(String)            COMMENT '科室代码',
    rule        LowCardinality(String)            COMMENT '办法中的事项代码',
    on_day      Date                              COMMENT '发生日期',
    points      Int64                             COMMENT '申请加分（百分之一分）',
    words       String                            COMMENT '事由',
    evidence    String                            COMMENT '佐证：附件摘要或事件编号',
    url         String                            COMMENT '网址',
    approver    LowCardinality(String)            COMMENT '审批人职务',
    approved_on Date                              COMMENT '审批日期',
    state       Enum8('asked' = 1, 'approved' = 2, 'refused' = 3, 'revoked' = 4) COMMENT '状态',
    note        String                            COMMENT '不予认定或撤销的理由',
    actor       LowCardinality(String)            COMMENT '账号',
    recorded_at DateTime64(3, 'Asia/Shanghai')    COMMENT '入账时间'
)
ENGINE = MergeTree ORDER BY (body, id, recorded_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '加扣分事项：只增不改';

-- Appeals (申诉) against one receipt: every step is a row; the last one under an id holds.
CREATE TABLE appeal_step
(
    body        LowCardinality(String)            COMMENT '机关代码',
    id          String                            COMMENT '编号，机关内唯一',
    office      LowCardinality(String)            COMMENT '科室代码',
    receipt     String                            COMMENT '所针对的计分凭据',
    period_from Date                              COMMENT '考核期起',
    period_to   Date                              COMMENT '考核期止',
    scheme      String                            COMMENT '考核办法版本',
    title       String                            COMMENT '凭据事由',
    points      Int64                             COMMENT '当时分值（百分之一分）',
    duty        LowCardinality(String)            COMMENT '公开事项代码',
    subject     String                            COMMENT '期次、文号或案号',
    reason      String                            COMMENT '申诉理由',
    evidence    String                            COMMENT '佐证：附件摘要或网址',
    state       Enum8('filed' = 1, 'upheld' = 2, 'rejected' = 3, 'dropped' = 4) COMMENT '状态',
    decision    String                            COMMENT '复核意见',
    follows     String                            COMMENT '后续处理',
    decider     LowCardinality(String)            COMMENT '复核人职务',
    filed_on    Date                              COMMENT '提出日期',
    actor       LowCardinality(String)            COMMENT '账号',
    recorded_at DateTime64(3, 'Asia/Shanghai')    COMMENT '入账时间'
)
ENGINE = MergeTree ORDER BY (body, id, recorded_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '申诉：只增不改';

-- +goose Down
DROP TABLE appeal_step;
DROP TABLE extra_step;
