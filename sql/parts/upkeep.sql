-- The judge of columns that must be kept fed (持续更新): `instance` has one row per
-- duty and calendar month, judged by the longest silence of each channel.
--   dossier   all facts of the duty: its feeds, and what was said of each month
--   month     the months of the plan lines, with their feeds
--   weighed   the silences
    , dossier AS (
        SELECT
            body, duty,
            -- (counts from, recorded, id, channel, precision, url, title, suspect, forged)
            arraySort(groupArrayIf((counts_from, recorded_at, id, channel, exactness, url, title, counts_from != occurred_at, forged),
                code IN (2, 3, 20) AND exactness != 3 AND counts_from < {as_of:DateTime64(3, 'Asia/Shanghai')})) AS feeds,
            -- (recorded, id, month, code, office, title)
            arraySort(groupArray((recorded_at, id, subject, code, office, title))) AS ledger
        FROM fact
        GROUP BY body, duty
    ),
    month AS (
        SELECT body, duty, version, block, term_n, term_unit, held_by, channels, born,
               arrayJoin(range(toUInt32(dateDiff('month', toDate('1970-01-01'), since)),
                   toUInt32(dateDiff('month', toDate('1970-01-01'), least(until - 1, today + 400))) + 1)) AS number,
               addMonths(toDate('1970-01-01'), number) AS period_from,
               addMonths(toDate('1970-01-01'), number + 1) - 1 AS period_to,
               formatDateTime(period_from, '%Y-%m') AS subject
        FROM duty_now
        WHERE least(until - 1, today + 400) >= since AND period_to >= since AND period_to <= least(until - 1, today + 400)
    ),
    fed AS (
        SELECT m.*, channels[1].code AS main_channel,
            arrayFilter(e -> toDate(e.1) BETWEEN period_from AND period_to, feeds) AS own_feeds,
            arrayFilter(e -> e.3 = subject, ledger) AS said,
            arrayMap(c -> (c.code, arrayMap(e -> toInt64(toUInt32(toDate(e.1))),
                arrayFilter(e -> toDate(e.1) <= period_to AND (e.4 = c.code OR c.code = main_channel AND e.4 = '' OR empty(channels)), feeds))),
                if(empty(channels), [('', toUInt16(0))]::Array(Tuple(code String, grace UInt16)), channels)) AS days
        FROM month AS m
        LEFT JOIN dossier ON m.body = dossier.body AND m.duty = dossier.duty
    ),
    weighed AS (
        SELECT *,
            -- the last day of each channel's feeds before the month, then those in it, then the day after it
            arrayMap(c -> (c.1,
                arrayConcat([arrayMax(arrayPushBack(arrayFilter(d -> d < toInt64(toUInt32(period_from)), c.2), if(arrayExists(d -> d < toInt64(toUInt32(period_from)), c.2), toInt64(0), toInt64(toUInt32(born)) - 1)))],
                    arrayFilter(d -> d >= toInt64(toUInt32(period_from)), c.2), [toInt64(toUInt32(period_to)) + 1])), days) AS marks,
            arrayMap(c -> (c.1, arrayMax(arrayMap((a, b) -> if(b > toInt64(toUInt32(period_from)), b - 1 - a, toInt64(0)), arrayPopBack(c.2), arrayPopFront(c.2)))), marks) AS silences,
            toInt64(toUInt32(period_to)) - marks[1].2[-2] AS last_silence,
            toDateTime64(period_to + 1, 3, 'Asia/Shanghai') AS due_at,
            arrayFilter(e -> e.4 IN ('', main_channel) OR empty(channels), own_feeds) AS main_feeds,
            arrayFirst(e -> e.1 = main_feeds[-1].1, main_feeds) AS decisive
        FROM fed
    ),
    stood AS (
        SELECT *,
            arrayMap(c -> c.1, arrayFilter(c -> c.2 > term_n, arrayPopFront(silences))) AS silent_channels,
            multiIf(
                arrayExists(x -> x.4 = 8, said) AND empty(own_feeds), 'not_applicable',
                arrayMax(arrayPushBack(arrayMap(x -> (x.1, x.2), arrayFilter(x -> x.4 = 7, said)), (unset, '')))
                    > arrayMax(arrayPushBack(arrayMap(e -> (e.2, e.3), own_feeds), (unset, ''))), 'withheld',
                {as_of:DateTime64(3, 'Asia/Shanghai')} < due_at, 'pending',
                last_silence > term_n, 'missing',
                silences[1].2 > term_n, 'late',
                notEmpty(silent_channels), 'partial',
                'on_time') AS verdict
        FROM weighed
    ),
    instance AS (
        SELECT
            body, duty, subject, version AS plan_version, block,
            multiIf((arrayLast(x -> x.4 = 25, said) AS assigned).5 != '', assigned.5,
                    (arrayLast(h -> h.1 <= period_to, held_by) AS holder).2 != '', holder.2,
                    arrayLast(x -> x.4 IN (1, 2, 10, 19) AND x.5 != '', said).5) AS office,
            period_from, period_to, period_to AS opened_on, toDateTime64(period_to, 3, 'Asia/Shanghai') AS opened_at,
            period_to AS due_on, due_at, period_to AS counted_on,
            if(decisive.3 = '', unset, decisive.1) AS published_at,
            verdict, term_unit,
            toUInt32(multiIf(verdict = 'missing', last_silence - term_n, verdict = 'late', silences[1].2 - term_n, 0)) AS delay,
            toInt32(0) AS taken,
            arrayExists(e -> e.8 = 1, own_feeds) * 2 + arrayExists(e -> e.9 = 1, own_feeds) * 128 AS flags,
            if(verdict IN ('partial', 'late', 'missing'), arrayMap(c -> concat('channel:', c), silent_channels), []) AS lacking,
            decisive.3 AS event_id, decisive.6 AS url, decisive.5 AS precision,
            if(decisive.7 != '', decisive.7, arrayLast(x -> x.4 IN (1, 2, 3, 10, 19) AND x.6 != '', said).6) AS title,
            length(said) AS event_rows
        FROM stood
    )
