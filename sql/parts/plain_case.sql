-- The plain lane of applications (依申请公开): those with one receipt, whose clock
-- no step has moved; answered, or not yet.
    , gathered AS (
        SELECT any(place) AS place, any(subject) AS subject, max(odd) AS odd,
            countIf(code = 10) AS starts, maxIf(occurred_at, code = 10) AS received_at,
            countIf(code = 18) > 0 AS answered, minIf(occurred_at, code = 18) AS answered_at
        FROM numbered
        GROUP BY instance
    ),
    timed AS (
        SELECT gathered.*, line.version AS plan_version, held_since, holders, effective, named_by,
            odd OR starts != 1 AS doubtful,
            toDate(received_at) AS opened_on,
            joinGet('calendar_day', 'counted', calendar + toUInt32(opened_on)) + line.term_n AS due_count,
            joinGet('calendar_nth', 'day', calendar + due_count) AS due_on,
            toDateTime64(due_on + 1, 3, 'Asia/Shanghai') AS due_at,
            joinGet('calendar_day', 'uncovered_days', calendar + toUInt32(due_on)) > joinGet('calendar_day', 'uncovered_days', calendar + toUInt32(opened_on)) AS provisional,
            arrayLastIndex(d -> d <= due_on, held_since) AS holder
        FROM gathered INNER JOIN line ON gathered.place = line.place
        WHERE doubtful OR opened_on >= since AND opened_on < until AND NOT external
    ),
    judged AS (
        SELECT place, subject, effective, named_by, doubtful OR holder = 0 OR holders[holder] = '' AS left_over, plan_version, holder, due_on AS counted_on,
            multiIf(answered, if(answered_at < due_at, 2, 3), {as_of:DateTime64(3, 'Asia/Shanghai')} >= due_at, 4, 1) AS code,
            if(code NOT IN (3, 4), 0, greatest(1, toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(if(answered, toDate(answered_at), today)))) - toInt64(due_count))) AS delay,
            0 AS channels, 0 AS fields, provisional * 8 AS flags
        FROM timed
    )
