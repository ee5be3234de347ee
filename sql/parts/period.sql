-- `period`: the openings the plan itself makes, each with the subject of its
-- instance: the whole periods of periodic, fixed and standing duties, and the
-- birth of one-off ones.
    , period AS (
        SELECT body, duty, cadence,
               arrayJoin(if(trigger = 'one_off', [toInt64(-1)], range(
                   intDiv((toYear(since) - 1970) * 12 + toMonth(since) - 1, greatest(cadence, 1)),
                   intDiv((toYear(last_day) - 1970) * 12 + toMonth(last_day) - 1, greatest(cadence, 1)) + 1))::Array(Int64)) AS number,
               if(trigger = 'one_off', until - 1, least(until - 1, today + 400)) AS last_day,
               if(number < 0, born, addMonths(toDate('1970-01-01'), toInt32(number * cadence))) AS period_from,
               if(number < 0, born, addMonths(toDate('1970-01-01'), toInt32((number + 1) * cadence)) - 1) AS period_to,
               multiIf(number < 0, 'once',
                       cadence = 12, toString(toYear(period_from)),
                       cadence = 6, concat(toString(toYear(period_from)), 'H', toString(intDiv(toMonth(period_from) - 1, 6) + 1)),
                       cadence = 3, concat(toString(toYear(period_from)), 'Q', toString(toQuarter(period_from))),
                       formatDateTime(period_from, '%Y-%m')) AS subject
        FROM duty_now
        WHERE (trigger IN ('periodic', 'fixed_date', 'standing') AND cadence > 0 OR trigger = 'one_off') AND last_day >= since
          AND period_to >= since AND period_to <= last_day
    )
