-- The verdict of the plain lane: parts/verdict.sql without withdrawals, nil returns
-- and decisions, as numbers of disclosure.Verdict.
    , weighed AS (
        SELECT *,
            main_posts > 0 AS is_up,
            is_up AND main_at < due_at AS up_when_due,
            {as_of:DateTime64(3, 'Asia/Shanghai')} >= due_at AS expired,
            posts > 0 AND NOT is_up AS only_elsewhere,
            arrayCount(c -> {as_of:DateTime64(3, 'Asia/Shanghai')} >= (toDateTime64(if(c.2 = 0, due_on, joinGet('calendar_nth', 'day', calendar + due_count + c.2)) + 1, 3, 'Asia/Shanghai') AS channel_due)
                AND NOT arrayExists(p -> p.2 = c.1 AND p.1 < channel_due, wide_posts),
                further) AS lacking_channels,
            if(stated = 0, 0, bitCount(bitAnd(required, bitNot(stated)))) AS lacking_fields,
            arrayLastIndex(d -> d <= due_on, held_since) AS holder
        FROM timed
    ),
    stood AS (
        SELECT *, unplain OR unheld OR holder = 0 AS left_over,
            multiIf(
                up_when_due, if(NOT by_case AND (lacking_channels > 0 OR lacking_fields > 0), 5, 2),
                NOT expired AND NOT (by_case AND is_up), 1, -- an answer may be dated ahead
                is_up, 3,
                only_elsewhere, 5,
                4) AS code
        FROM weighed
    ),
    counted AS (
        SELECT place, subject, left_over, plan_version, holder, due_on AS counted_on, code,
            arrayLastIndex(d -> d <= due_on, effective) AS naming,
            if(code NOT IN (3, 4), 0, greatest(1, multiIf(
                term_unit = 'days', toInt64(if(code = 4, today, toDate(main_at)) - due_on),
                term_unit = 'hours', intDiv(toUnixTimestamp64Milli(if(code = 4, {as_of:DateTime64(3, 'Asia/Shanghai')}, main_at)) - toUnixTimestamp64Milli(due_at) + 3599999, 3600000),
                toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(if(code = 4, today, toDate(main_at))))) - toInt64(due_count)))) AS delay,
            if(NOT by_case AND code IN (3, 4, 5), lacking_channels + (code = 5 AND only_elsewhere), 0) AS channels,
            if(NOT by_case AND code IN (3, 4, 5), lacking_fields, 0) AS fields,
            (review AND NOT by_case AND is_up AND reviewed_at > main_at) * 1
              + (NOT by_plan AND NOT by_case AND is_up AND toDate(main_at) < opened_on) * 4
              + provisional * 8 AS flags,
            term_unit = 'hours' AND code = 4 AS by_the_hour, toUnixTimestamp64Milli(due_at) AS due_ms
        FROM stood
    ),
    judged AS (
        SELECT *,
            -- the last as-of until which this clock does not move, in milliseconds
            least(midnight_ms, multiIf(due_ms > as_of_ms AND due_ms <= midnight_ms, due_ms - 1, by_the_hour, due_ms + delay * 3600000, midnight_ms)) AS strikes_at
        FROM counted
    )
