-- The judge of occurrences that need further word until they are closed (持续发布):
-- `instance` has one row per occurrence, judged by the longest silence in it.
--   dossier   the facts of one occurrence side by side
--   started   its opening and its end
--   weighed   the gaps between the moments
    , dossier AS (
        SELECT
            body, duty, subject,
            count() AS event_rows,
            argMaxIf((occurred_at, exactness, attr), (recorded_at, id), code = 19) AS start,
            countIf(code = 19) AS starts,
            minIf(occurred_at, code = 21 AND exactness != 3) AS closed_at,
            countIf(code = 21 AND exactness != 3) > 0 AS closed,
            argMaxIf(office, (recorded_at, id), code IN (1, 2, 10, 19) AND office != '') AS named_office,
            argMaxIf(office, (recorded_at, id), code = 25) AS assigned_office,
            -- (counts from, recorded, id, precision, url, title, suspect, forged)
            arraySort(groupArrayIf((counts_from, recorded_at, id, exactness, url, title, counts_from != occurred_at, forged),
                code IN (2, 3, 20) AND exactness != 3 AND counts_from < {as_of:DateTime64(3, 'Asia/Shanghai')})) AS all_feeds,
            maxIf((recorded_at, id), code = 7) AS withheld_recorded,
            countIf(code = 8) > 0 AS declared_inapplicable,
            argMaxIf(title, (recorded_at, id), code IN (1, 2, 3, 10, 19) AND title != '') AS any_title,
            toDate(min(recorded_at)) AS first_known
        FROM fact
        GROUP BY body, duty, subject
    ),
    started AS (
        SELECT
            dossier.*, version AS plan_version, block, held_by, term_unit,
            starts > 0 AND start.2 != 3 AS day_known,
            toInt64(if(empty(classes), d.term_n, arrayFirst(c -> c.code = start.3, classes).n)) AS term,
            starts > 0 AND notEmpty(classes) AND start.3 != '' AND term = 0 AS class_without,
            day_known AND NOT class_without AND (empty(classes) OR start.3 != '') AS clock_known,
            arrayFilter(e -> day_known AND e.1 >= start.1 AND (NOT closed OR e.1 <= closed_at), all_feeds) AS feeds
        FROM dossier
        INNER JOIN duty_now AS d ON dossier.body = d.body AND dossier.duty = d.duty
        WHERE if(day_known, toDate(start.1) >= since AND toDate(start.1) < until, until > today AND since <= today)
    ),
    weighed AS (
        SELECT *,
            arrayFirst(e -> e.1 = feeds[-1].1, feeds) AS decisive,
            -- the moments in the unit of the term: milliseconds, or day numbers
            arrayMap(t -> if(term_unit = 'hours', toUnixTimestamp64Milli(t), toInt64(toUInt32(toDate(t)))),
                arrayConcat([start.1], arrayMap(e -> e.1, feeds),
                    [if(closed, closed_at, {as_of:DateTime64(3, 'Asia/Shanghai')} - toIntervalMillisecond(term_unit != 'hours'))])) AS moments,
            arrayMax(arrayMap((a, b) -> if(term_unit = 'hours', intDiv(b - a - term * 3600000 + 3599999, 3600000), b - a - term), arrayPopBack(moments), arrayPopFront(moments))) AS excess,
            if(empty(feeds), start.1, decisive.1) AS last_word,
            multiIf(NOT clock_known, never, closed, closed_at,
                    term_unit = 'hours', last_word + toIntervalHour(term),
                    toDateTime64(toDate(last_word) + term + 1, 3, 'Asia/Shanghai')) AS due_at,
            if(clock_known, toDate(due_at - toIntervalMillisecond(NOT closed AND term_unit != 'hours')), toDate(0)) AS due_on
        FROM started
    ),
    stood AS (
        SELECT *,
            if(empty(feeds), unset, decisive.1) AS published_at,
            multiIf(
                (declared_inapplicable OR class_without) AND empty(feeds), 'not_applicable',
                withheld_recorded > arrayMax(arrayPushBack(arrayMap(e -> (e.2, e.3), feeds), (unset, ''))), 'withheld',
                NOT clock_known, 'unverified',
                closed, if(excess > 0, 'late', 'on_time'),
                {as_of:DateTime64(3, 'Asia/Shanghai')} >= due_at, 'missing',
                'pending') AS verdict
        FROM weighed
    ),
    instance AS (
        SELECT
            body, duty, subject, plan_version, block,
            multiIf(assigned_office != '', assigned_office,
                    (arrayLast(h -> h.1 <= if(clock_known, due_on, today), held_by) AS holder).2 != '', holder.2,
                    named_office) AS office,
            toDate(0) AS period_from, toDate(0) AS period_to,
            if(day_known, toDate(start.1), toDate(0)) AS opened_on,
            if(term_unit = 'hours', start.1, toDateTime64(opened_on, 3, 'Asia/Shanghai')) AS opened_at,
            due_on, due_at,
            if(clock_known, due_on, first_known) AS counted_on,
            published_at, verdict, term_unit,
            toUInt32(if(verdict IN ('late', 'missing'), greatest(1, excess), 0)) AS delay,
            toInt32(multiIf(published_at = unset OR NOT day_known, 0,
                term_unit = 'hours', intDiv(dateDiff('millisecond', start.1, published_at), 3600000),
                toDate(published_at) - toDate(start.1))) AS taken,
            arrayExists(e -> e.7 = 1, feeds) * 2 + arrayExists(e -> e.8 = 1, feeds) * 128 AS flags,
            []::Array(String) AS lacking,
            decisive.3 AS event_id, decisive.5 AS url, decisive.4 AS precision,
            if(decisive.6 != '', decisive.6, any_title) AS title,
            event_rows
        FROM stood
    )
