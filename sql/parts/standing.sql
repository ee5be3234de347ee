-- Standings (机关态势): the judged instances of one clock counted by body, those that
-- count in a period after the rules of internal/assessment, and the last as-of until
-- which none of its clocks strikes.
--   {from:Date}, {to:Date}   the days whose instances count, both included
-- It stands on parts/edition.sql.
    , named AS (
        SELECT i.body AS body, i.office AS office, i.verdict AS verdict, i.term_unit AS term_unit, i.delay AS delay, i.flags AS flags,
            i.due_on AS due_on, i.due_at AS due_at, i.counted_on AS counted_on, d.external AS external,
            named_by[arrayLastIndex(e -> e <= i.counted_on, effective)] AS naming
        FROM instance AS i
        INNER JOIN edition ON i.body = edition.body
        INNER JOIN duty_now AS d ON i.body = d.body AND i.duty = d.duty AND i.plan_version = d.version
    ),
    dated AS (
        SELECT named.body AS body, verdict, toUInt8(term_unit) AS unit, toUInt64(delay) AS delay, toUInt16(flags) AS flags, due_on, due_at,
            counted_on BETWEEN {from:Date} AND {to:Date} AND NOT external AND NOT has(external_offices, office) AS counts,
            toDateTime64(today + 1, 3, 'Asia/Shanghai') AS midnight
        FROM named
        LEFT JOIN naming_of ON named.body = naming_of.body AND named.naming = naming_of.version
    ),
    struck AS (
        SELECT body, if(counts, verdict, '') AS verdict, multiIf(unit = 2, 2, unit = 3, 3, 1) AS place, delay, flags,
            multiIf(due_on = toDate(0), midnight,
                due_at > {as_of:DateTime64(3, 'Asia/Shanghai')} AND due_at <= midnight, due_at - toIntervalMillisecond(1),
                verdict = 'missing' AND unit = 3,
                    due_at + toIntervalHour(greatest(1, intDiv(dateDiff('millisecond', due_at, {as_of:DateTime64(3, 'Asia/Shanghai')}) + 3599999, 3600000))),
                midnight) AS moment,
            least(moment, midnight) AS until
        FROM dated
    ),
    standing_sums AS (
        SELECT body, min(until) AS until,
            countIf(verdict = 'on_time') AS on_time, countIf(verdict = 'nil_return') AS nil_return, countIf(verdict = 'partial') AS partial,
            countIf(verdict = 'late') AS late, countIf(verdict = 'missing') AS missing, countIf(verdict = 'pending') AS pending,
            countIf(verdict = 'unverified') AS unverified, countIf(verdict = 'not_applicable') AS not_applicable, countIf(verdict = 'withheld') AS withheld,
            sumForEachIf(arrayMap(n -> toUInt64(n = place), [1, 2, 3]), verdict = 'late') AS late_counts,
            sumForEachIf(arrayMap(n -> if(n = place, delay, 0), [1, 2, 3]), verdict = 'late') AS late_delays,
            sumForEachIf(arrayMap(n -> toUInt64(bitTest(flags, n)), range(8)), verdict != '') AS flag_counts
        FROM struck
        GROUP BY body
    )
