-- How often each case occurs among the plain instances: far fewer rows than
-- instances, for parts/price.sql. Those left over are listed.
--   {from:Date}, {to:Date}   the days whose instances count, both included
    , arraySort(arrayDistinct(arrayPushFront(arrayFlatten(arrayMap(b -> [b.3, b.4], {bands:Array(Tuple(UInt8, UInt8, UInt32, UInt32, Int64))})), 0))) AS edges,
    cases AS (
        SELECT place, plan_version, left_over, holder, naming, code, delay, channels, fields, flags,
            count() AS n, sum(own_delay) AS delays, min(strikes_at) AS strikes_at, min(subject) AS first_subject, groupArrayIf(subject, left_over) AS subjects
        FROM (
            SELECT place, plan_version, left_over, subject, counted_on, strikes_at, toUInt64(judged.delay) AS own_delay,
                if(left_over, 0, judged.holder) AS holder, if(left_over, 0, judged.naming) AS naming, if(left_over, 0, judged.code) AS code,
                -- the least delay that the scheme prices alike
                if(left_over, 0, roundDown(greatest(toInt64(judged.delay), 1) - 1, edges) + 1) AS delay,
                if(left_over, 0, judged.channels) AS channels, if(left_over, 0, judged.fields) AS fields, if(left_over, 0, judged.flags) AS flags
            FROM judged
        )
        WHERE left_over OR counted_on BETWEEN {from:Date} AND {to:Date}
        GROUP BY place, plan_version, left_over, holder, naming, code, delay, channels, fields, flags
    ),
    tally AS (
        SELECT line.body AS body, line.duty AS duty, if(left_over, '', holders[holder]) AS office, block, line.clock = 'term' AND (notEmpty(required_fields) OR length(line.channels) > 1) AS checked,
            toUInt8(term_unit) AS unit, code, delay, cases.channels AS lacking_channels, fields AS lacking_fields, flags, named_by[cases.naming] AS naming, n, delays, strikes_at, first_subject AS subject, left_over, subjects
        FROM cases INNER JOIN line ON cases.place = line.place AND cases.plan_version = line.version
    )
