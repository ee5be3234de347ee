-- +goose Up
-- Acts on briefings (通报办理记录): drafting, editing, submitting, approving,
-- returning, dropping. A briefing is what its acts say, in their order.
CREATE TABLE briefing_step
(
    body        LowCardinality(String) COMMENT '机关代码',
    id          String                 COMMENT '通报编号（系统内）',
    step        UInt32                 COMMENT '第几步，自 1 起',
    state       UInt8                  COMMENT '办理后的状态：1 草稿、2 送审、3 已批准、5 已作废',
    actor       String                 COMMENT '办理账号',
    note        String                 COMMENT '意见',
    edits       Map(String, String)    COMMENT '改过的段落：段落键与文字；空为删去该段，{} 为恢复原文' CODEC(ZSTD(3)),
    request     String                 COMMENT '通报要求（JSON），仅第一步有',
    reissues    String                 COMMENT '所替换的通报编号，仅重发时有',
    decision    String                 COMMENT '重发决定，仅重发时有',
    recorded_at DateTime64(3, 'Asia/Shanghai') COMMENT '入账时间',
    stored_at   DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间'
)
ENGINE = MergeTree ORDER BY (body, id, step)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '通报办理记录：只增不改';

-- Files of issues (通报印发文件). They are written first, under an attempt; those
-- of an attempt that no row of briefing_issue names belong to nothing.
CREATE TABLE briefing_file
(
    body        LowCardinality(String) COMMENT '机关代码',
    id          String                 COMMENT '通报编号（系统内）',
    attempt     String                 COMMENT '印发批次',
    name        String                 COMMENT '文件名',
    office      LowCardinality(String) COMMENT '所属科室，空为通报本身',
    type        LowCardinality(String) COMMENT '媒体类型',
    size        UInt64                 COMMENT '字节数',
    sha256      String                 COMMENT '内容摘要',
    content     String                 COMMENT '内容' CODEC(ZSTD(1)),
    recorded_at DateTime64(3, 'Asia/Shanghai') COMMENT '入账时间',
    stored_at   DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间'
)
ENGINE = MergeTree ORDER BY (body, id, attempt, name)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '通报印发文件：只增不改';

-- Issues (通报印发登记): the one row that makes a briefing issued, with its number
-- and its value as issued. It is written last.
CREATE TABLE briefing_issue
(
    body        LowCardinality(String) COMMENT '机关代码',
    year        UInt16                 COMMENT '年份',
    issue       UInt32                 COMMENT '期号，年内自 1 起',
    id          String                 COMMENT '通报编号（系统内）',
    issued_on   Date                   COMMENT '印发日期',
    attempt     String                 COMMENT '印发批次，见 briefing_file',
    value       String                 COMMENT '印发时的通报（JSON）' CODEC(ZSTD(3)),
    sha256      String                 COMMENT '通报（JSON）的摘要',
    actor       String                 COMMENT '印发账号',
    recorded_at DateTime64(3, 'Asia/Shanghai') COMMENT '入账时间',
    stored_at   DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间'
)
ENGINE = MergeTree ORDER BY (body, year, issue)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '通报印发登记：只增不改';

-- +goose Down
DROP TABLE briefing_issue;
DROP TABLE briefing_file;
DROP TABLE briefing_step;
