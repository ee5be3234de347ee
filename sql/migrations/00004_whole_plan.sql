-- +goose Up
-- What the judge reads of the plans grew: clocks, classes, one-off duties and
-- duties of others. The lines are worked out again from plan_version on opening.
DROP TABLE duty_line;

CREATE TABLE duty_line
(
    body           LowCardinality(String) COMMENT '机关代码',
    edition        UInt32                 COMMENT '据以得出的最新方案版本',
    duty           LowCardinality(String) COMMENT '公开事项代码',
    version        UInt32                 COMMENT '此段所属方案版本',
    since          Date                   COMMENT '起算日不早于此日',
    until          Date                   COMMENT '起算日早于此日',
    born           Date                   COMMENT '事项最早施行之日：一次性事项自此起算',
    external       Bool                   COMMENT '是否由外部单位执行：只督导，不计分',
    clock          Enum8('term' = 1, 'case' = 2, 'upkeep' = 3, 'episode' = 4) COMMENT '计时方式：按时限、依申请、持续更新、逐事持续',
    trigger        Enum8('periodic' = 1, 'on_event' = 2, 'fixed_date' = 3, 'standing' = 4, 'continuous' = 5, 'one_off' = 6) COMMENT '触发方式',
    cadence        UInt8                  COMMENT '周期月数',
    term_n         UInt32                 COMMENT '时限数',
    term_unit      Enum8('workdays' = 1, 'days' = 2, 'hours' = 3, 'date' = 4) COMMENT '时限单位',
    term_roll      Bool                   COMMENT '末日遇休息日是否顺延',
    term_month     UInt8                  COMMENT '固定日期之月，0 为每月',
    term_day       UInt8                  COMMENT '固定日期之日',
    term_dates     Map(UInt16, Date)      COMMENT '各年另定的日期',
    classes        Array(Tuple(code String, n UInt32)) COMMENT '各等级的时限数；0 为该等级不适用；空为不分等级',
    held_by        Array(Tuple(since Date, office String)) COMMENT '责任科室沿革（跨版本）；科室为空时以记录为准',
    channels       Array(Tuple(code String, grace UInt16)) COMMENT '渠道与宽限工作日，首个为主渠道',
    required_fields Array(String)         COMMENT '公开要素',
    review         Bool                   COMMENT '须经保密审查',
    nil_return     Bool                   COMMENT '允许零报告',
    block          LowCardinality(String) COMMENT '考核板块'
)
ENGINE = MergeTree ORDER BY (body, edition, duty, since)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '评判所依的公开事项';

-- Evidence (佐证材料), kept whole under its digest.
CREATE TABLE attachment
(
    sha256      String                 COMMENT '内容摘要',
    body        LowCardinality(String) COMMENT '机关代码',
    office      LowCardinality(String) COMMENT '上传时所属科室代码',
    name        String                 COMMENT '文件名',
    type        LowCardinality(String) COMMENT '内容类型：image/jpeg、image/png、application/pdf',
    size        UInt32                 COMMENT '字节数',
    content     String                 COMMENT '内容' CODEC(NONE),
    actor       LowCardinality(String) COMMENT '上传账号',
    recorded_at DateTime64(3, 'Asia/Shanghai') COMMENT '入账时间'
)
ENGINE = MergeTree ORDER BY (body, sha256)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 16
COMMENT '佐证材料';

-- How an office's table is laid out (列的对应), remembered by its header row.
CREATE TABLE layout_version
(
    body        LowCardinality(String) COMMENT '机关代码',
    header      String                 COMMENT '表头摘要',
    content     String                 COMMENT '列的对应（JSON）',
    actor       LowCardinality(String) COMMENT '账号',
    recorded_at DateTime64(3, 'Asia/Shanghai') COMMENT '入账时间'
)
ENGINE = MergeTree ORDER BY (body, header, recorded_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '表格列的对应';

-- +goose Down
DROP TABLE layout_version;
DROP TABLE attachment;
DROP TABLE duty_line;
CREATE TABLE duty_line
(
    body LowCardinality(String), edition UInt32, duty LowCardinality(String), version UInt32, since Date, until Date,
    judged Bool,
    trigger Enum8('periodic' = 1, 'on_event' = 2, 'fixed_date' = 3, 'standing' = 4, 'continuous' = 5, 'one_off' = 6),
    cadence UInt8, term_n UInt32, term_unit Enum8('workdays' = 1, 'days' = 2, 'hours' = 3, 'date' = 4), term_roll Bool,
    term_month UInt8, term_day UInt8, term_dates Map(UInt16, Date), held_by Array(Tuple(since Date, office String)),
    channels Array(Tuple(code String, grace UInt16)), required_fields Array(String), review Bool, nil_return Bool,
    block LowCardinality(String)
)
ENGINE = MergeTree ORDER BY (body, edition, duty, since);
