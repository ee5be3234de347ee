-- The clock of an instance counted by term: `started` has day 0 and the term,
-- `timed` the due day, the moment the term ends, and whether the count looked at a
-- day without an official notice.
    , counting AS (
        SELECT *, joinGet('calendar_day', 'counted', calendar + toUInt32(opened_on)) AS opened_count,
               opened_on + term_n AS plain_end, joinGet('calendar_day', 'counted', calendar + toUInt32(plain_end)) AS plain_count, toYear(opened_on) + 1 AS due_year
        FROM started
    ),
    due AS (
        SELECT *, multiIf(
            NOT clock_known, toDate(0),
            term_unit = 'workdays', if(term_n = 0, opened_on, joinGet('calendar_nth', 'day', calendar + opened_count + term_n)),
            term_unit = 'days', if(term_roll AND NOT joinGet('calendar_day', 'works', calendar + toUInt32(plain_end)), joinGet('calendar_nth', 'day', calendar + plain_count + 1), plain_end),
            term_unit = 'hours', toDate(opened_at + toIntervalHour(term_n)),
            mapContains(term_dates, due_year), term_dates[due_year],
            term_month = 0, addDays(toStartOfMonth(opened_on + 1), term_day - 1),
            makeDate(due_year, term_month, term_day)) AS due_on
        FROM counting
    ),
    timed AS (
        SELECT *,
            multiIf(NOT clock_known, never,
                    term_unit = 'hours', opened_at + toIntervalHour(term_n),
                    toDateTime64(due_on + 1, 3, 'Asia/Shanghai')) AS due_at,
            joinGet('calendar_day', 'counted', calendar + toUInt32(due_on)) AS due_count,
            -- the count looked at a day without an official notice
            clock_known AND multiIf(
                term_unit = 'workdays', joinGet('calendar_day', 'uncovered_days', calendar + toUInt32(due_on)) > joinGet('calendar_day', 'uncovered_days', calendar + toUInt32(opened_on)),
                term_unit = 'days' AND term_roll, joinGet('calendar_day', 'uncovered_days', calendar + toUInt32(due_on)) > joinGet('calendar_day', 'uncovered_days', calendar + toUInt32(plain_end - 1)),
                false) AS provisional
        FROM due
    )
