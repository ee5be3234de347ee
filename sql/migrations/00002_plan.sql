-- +goose Up
-- One row per plan version (方案版本), with the file's text verbatim: the other
-- columns and the tables below are read from it once, on loading.
CREATE TABLE plan_version
(
    body           LowCardinality(String) COMMENT '机关代码',
    plan           LowCardinality(String) COMMENT '方案代码',
    version        UInt32                 COMMENT '版本号，自 1 起',
    body_name      String                 COMMENT '机关名称',
    body_name_en   String                 COMMENT '机关英文名称',
    region         String                 COMMENT '行政区划，由大到小',
    demo           Bool                   COMMENT '是否演示数据',
    title          String                 COMMENT '方案名称',
    effective_from Date                   COMMENT '施行日期',
    text           String                 COMMENT '方案文件原文' CODEC(ZSTD(3)),
    content        String                 COMMENT '方案内容（JSON）' CODEC(ZSTD(3)),
    sha256         String                 COMMENT '原文摘要',
    actor          String                 COMMENT '录入账号',
    recorded_at    DateTime64(3, 'Asia/Shanghai') COMMENT '入账时间',
    stored_at      DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间'
)
ENGINE = MergeTree ORDER BY (body, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '方案版本';

-- What the judge reads of the plans: when a version is loaded, every line of duty
-- that results (all versions, earlier ones cut off where a later one takes
-- effect) is written once more under the new version as its edition.
CREATE TABLE duty_line
(
    body           LowCardinality(String) COMMENT '机关代码',
    edition        UInt32                 COMMENT '据以得出的最新方案版本',
    duty           LowCardinality(String) COMMENT '公开事项代码',
    version        UInt32                 COMMENT '此段所属方案版本',
    since          Date                   COMMENT '起算日不早于此日',
    until          Date                   COMMENT '起算日早于此日',
    judged         Bool                   COMMENT '是否评判',
    trigger        Enum8('periodic' = 1, 'on_event' = 2, 'fixed_date' = 3, 'standing' = 4, 'continuous' = 5, 'one_off' = 6) COMMENT '触发方式',
    cadence        UInt8                  COMMENT '周期月数',
    term_n         UInt32                 COMMENT '时限数',
    term_unit      Enum8('workdays' = 1, 'days' = 2, 'hours' = 3, 'date' = 4) COMMENT '时限单位',
    term_roll      Bool                   COMMENT '末日遇休息日是否顺延',
    term_month     UInt8                  COMMENT '固定日期之月，0 为每月',
    term_day       UInt8                  COMMENT '固定日期之日',
    term_dates     Map(UInt16, Date)      COMMENT '各年另定的日期',
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

-- Holiday notices (放假通知); a later notice of the same layer and year replaces the earlier one.
CREATE TABLE calendar_notice
(
    layer        LowCardinality(String) COMMENT '层级：cn 为全国，其余为地方行政区划',
    year         UInt16                 COMMENT '年份',
    announced_on Date                   COMMENT '通知日期',
    source       String                 COMMENT '通知名称与文号',
    mark         LowCardinality(String) COMMENT '核实情况',
    days         Array(Tuple(day Date, rest Bool, name String)) COMMENT '调整的日子：休或班',
    content      String                 COMMENT '通知内容（JSON）' CODEC(ZSTD(3)),
    sha256       String                 COMMENT '内容摘要',
    recorded_at  DateTime64(3, 'Asia/Shanghai') COMMENT '入账时间',
    stored_at    DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间'
)
ENGINE = MergeTree ORDER BY (layer, year, recorded_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '放假调休通知';

-- Each state of knowledge about the calendar is an edition (历版). The judge looks
-- days up in the two tables below, which hold every edition in memory and are
-- written from the view calendar_at; key = edition * 32768 + day number or count.
CREATE TABLE calendar_edition
(
    edition     UInt32                          COMMENT '版次，自 1 起；0 为尚无通知',
    known_from  DateTime64(3, 'Asia/Shanghai')  COMMENT '自何时为人所知',
    digest      String                          COMMENT '所依通知的摘要'
)
ENGINE = MergeTree ORDER BY edition
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '日历版次';

CREATE TABLE calendar_day
(
    key            UInt64 COMMENT '版次 × 32768 + 日序（1970-01-01 为 0）',
    works          UInt8  COMMENT '是否工作日',
    counted        UInt32 COMMENT '自 2000-01-01 起的工作日数',
    uncovered_days UInt32 COMMENT '自 2000-01-01 起无正式通知的天数'
)
ENGINE = Join(ANY, LEFT, key)
COMMENT '日历按日';

CREATE TABLE calendar_nth
(
    key UInt64 COMMENT '版次 × 32768 + 工作日序数',
    day Date   COMMENT '第几个工作日是哪一天'
)
ENGINE = Join(ANY, LEFT, key)
COMMENT '日历按工作日序数';

-- +goose Down
DROP TABLE calendar_nth;
DROP TABLE calendar_day;
DROP TABLE calendar_edition;
DROP TABLE calendar_notice;
DROP TABLE duty_line;
DROP TABLE plan_version;
