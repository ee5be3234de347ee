-- +goose Up
-- How many facts each body's ledger holds, counted as they are stored, by whichever
-- process: a roll-up made from another number is out of date. It may be lost; then
-- it is counted again (queries/standing_recount.sql).
CREATE TABLE ledger_version
(
    body      LowCardinality(String)                                         COMMENT '机关代码',
    events    SimpleAggregateFunction(sum, UInt64)                           COMMENT '事件数',
    history   SimpleAggregateFunction(sum, UInt64)                           COMMENT '其中历史补录数',
    stored_at SimpleAggregateFunction(max, DateTime64(3, 'Asia/Shanghai'))   COMMENT '最近写入时间'
)
ENGINE = AggregatingMergeTree ORDER BY body
COMMENT '各机关台账的版本';

CREATE MATERIALIZED VIEW ledger_version_count TO ledger_version AS
SELECT body, count() AS events, countIf(history) AS history, max(stored_at) AS stored_at
FROM event
GROUP BY body;

-- Standings (机关态势): what a body's ledger came to in a period, rolled up from its
-- judged instances. One row per period, slot and body, the last computed counts. A
-- row is right for every as-of in [as_of, valid_until] while the ledger, the plans,
-- the schemes and the calendar are those it was computed from. It can be thrown away.
CREATE TABLE standing
(
    period_from    Date                           COMMENT '计入期间自',
    period_to      Date                           COMMENT '计入期间至',
    slot           DateTime64(3, 'Asia/Shanghai') COMMENT '1970-01-01 为当前；其余为所问的过去时刻',
    body           LowCardinality(String)         COMMENT '机关代码',
    as_of          DateTime64(3, 'Asia/Shanghai') COMMENT '截至：据以评判的时刻',
    valid_until    DateTime64(3, 'Asia/Shanghai') COMMENT '至此时刻（含）无期限届满，数字不变',
    computed_at    DateTime64(3, 'Asia/Shanghai') COMMENT '汇总时刻',
    stored_at      DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间',
    rules          UInt64                         COMMENT '评判与计分语句的摘要',
    events         UInt64                         COMMENT '所据台账事件数',
    history        UInt64                         COMMENT '其中历史补录数',
    plans          UInt32                         COMMENT '所据方案版本数',
    schemes        UInt32                         COMMENT '所据考核办法版本和加扣分步骤数',
    notices        UInt32                         COMMENT '所据放假通知数',
    scheme         LowCardinality(String)         COMMENT '考核办法及版本',
    scheme_sha256  LowCardinality(String)         COMMENT '考核办法原文摘要',
    on_time        UInt32                         COMMENT '按时公开',
    nil_return     UInt32                         COMMENT '零报告',
    partial        UInt32                         COMMENT '部分完成',
    late           UInt32                         COMMENT '逾期公开',
    missing        UInt32                         COMMENT '逾期未公开',
    pending        UInt32                         COMMENT '未到期',
    unverified     UInt32                         COMMENT '待核',
    not_applicable UInt32                         COMMENT '不适用',
    withheld       UInt32                         COMMENT '不予公开',
    late_counts    Array(UInt32)                  COMMENT '逾期公开数：按工作日、自然日、小时计',
    late_delays    Array(UInt64)                  COMMENT '逾期公开所迟之和：同上',
    flags          Array(UInt32)                  COMMENT '各存疑标记的节点数，依标记位次',
    offices        UInt32                         COMMENT '计分科室数',
    score_sum      Int64                          COMMENT '各科室得分之和（百分之一分）',
    worst_office   String                         COMMENT '得分最低的科室代码，空为无可点名者',
    worst_name     String                         COMMENT '其名称',
    worst_score    Int64                          COMMENT '其得分（百分之一分）'
)
ENGINE = ReplacingMergeTree(computed_at) ORDER BY (period_from, period_to, slot, body)
TTL toDateTime(stored_at) + toIntervalDay(400) DELETE,
    toDateTime(stored_at) + toIntervalDay(30) DELETE WHERE slot != toDateTime64(0, 3, 'Asia/Shanghai')
COMMENT '机关态势：由台账汇总，可随时重算';

-- +goose Down
DROP TABLE standing;
DROP VIEW ledger_version_count;
DROP TABLE ledger_version;
