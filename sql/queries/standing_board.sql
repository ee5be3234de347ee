-- The standing of every body with a plan known at a moment, by body, and what its
-- ledger is at now. `fresh` says that the row is right for the moment; figures of
-- the others are worthless.
--   {as_of:DateTime64(3)}
--   {from:Date}, {to:Date}   the period
--   {rules:UInt64}           digest of the statements that judge and score
WITH
    {as_of:DateTime64(3, 'Asia/Shanghai')} AS moment,
    (SELECT count() FROM calendar_notice WHERE recorded_at < moment) AS notices_now,
    planned AS (
        SELECT body, count() AS plans_now, argMax((body_name, body_name_en, region, demo), version) AS named
        FROM plan_version
        WHERE recorded_at < moment
        GROUP BY body
    ),
    adopted AS (
        SELECT body, count() AS schemes_now
        FROM (SELECT body, recorded_at FROM scheme_version UNION ALL SELECT body, recorded_at FROM extra_step)
        WHERE recorded_at < moment
        GROUP BY body
    ),
    ledger AS (
        SELECT body, sum(events) AS events_now, sum(history) AS history_now, max(stored_at) AS last_stored
        FROM ledger_version
        GROUP BY body
    ),
    rolled AS (
        SELECT *
        FROM standing FINAL
        WHERE period_from = {from:Date} AND period_to = {to:Date} AND slot IN (toDateTime64(0, 3, 'Asia/Shanghai'), moment)
          AND rules = {rules:UInt64} AND as_of <= moment AND moment <= valid_until AND notices = notices_now
        ORDER BY as_of DESC
        LIMIT 1 BY body
    )
SELECT
    planned.body AS body, named.1 AS name, named.2 AS name_en, named.3 AS region, named.4 AS demo,
    toUInt8(rolled.body != '' AND plans = plans_now AND schemes = schemes_now AND history = history_now
        AND (events = events_now OR as_of = moment)) AS fresh,
    events_now, if(events_now = 0, toDateTime64(0, 3, 'Asia/Shanghai'), last_stored) AS last_stored,
    -- a row of another state of the ledger vouches for its own moment only
    if(events = events_now, valid_until, as_of) AS valid_until, scheme, scheme_sha256,
    on_time, nil_return, partial, late, missing, pending, unverified, not_applicable, withheld,
    late_counts, late_delays, flags, offices, score_sum, worst_office, worst_name, worst_score
FROM planned
LEFT JOIN adopted ON planned.body = adopted.body
LEFT JOIN ledger ON planned.body = ledger.body
LEFT JOIN rolled ON planned.body = rolled.body
ORDER BY body
