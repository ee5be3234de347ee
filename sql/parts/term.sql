-- The judge of duties counted by term (按时限): `instance` has every instance
-- (应公开节点) of them with its verdict. One row per body, duty and subject.
-- The stages:
--   dossier           the facts of one instance side by side
--   opened            its clock: day 0, and the plan version it falls under
--   folding, weighed  which publication counts, once parts/due.sql has `timed` it
--   stood, seen           the verdict and what decided it
-- Stages are kept small: the engine expands a name used twice within one stage.
    , dossier AS (
        SELECT
            body, duty, subject,
            max(period_from) AS period_from, max(period_to) AS period_to,
            countIf(code > 0) AS event_rows,
            argMaxIf((occurred_at, exactness, attr), (recorded_at, id), code IN (1, 10, 19)) AS start,
            countIf(code IN (1, 10, 19)) AS starts,
            argMaxIf(office, (recorded_at, id), code IN (1, 2, 10, 19) AND office != '') AS named_office,
            argMaxIf(office, (recorded_at, id), code = 25) AS assigned_office,
            argMaxIf(office, (recorded_at, id), code = 24 AND office != '' AND toDate(occurred_at) > toDateOrNull(attr) AND toString(toDateOrNull(attr)) = attr) AS tardy_office,
            -- 2 publication, 3 revision, 4 withdrawal; 12 and 14 the same, seen by a spot check
            arraySort(groupArrayIf((recorded_at, id,
                    toUInt8(multiIf(code != 22, code, attr = 'present', 12, attr = 'absent', 14, 0)) AS role,
                    channel, counts_from, occurred_at, exactness, url, title, fields, ref, forged),
                code IN (2, 3, 4, 22) AND exactness != 3)) AS entries,
            minIf(occurred_at, code = 6 AND exactness != 3) AS reviewed_at,
            countIf(code = 6 AND exactness != 3) > 0 AS reviewed,
            minIf(occurred_at, code = 5 AND attr != '1' AND exactness != 3) AS nil_at,
            countIf(code = 5 AND attr != '1' AND exactness != 3) > 0 AS nil_declared,
            maxIf((recorded_at, id), code = 7) AS withheld_recorded,
            countIf(code = 8) > 0 AS declared_inapplicable,
            argMaxIf(title, (recorded_at, id), code IN (1, 2, 3, 10, 19) AND title != '') AS any_title,
            toDate(minIf(recorded_at, code > 0)) AS first_known
        FROM (
            SELECT body, duty, subject, id, code, office, channel, occurred_at, exactness, recorded_at, title, url, ref, fields,
                   attr, counts_from, forged, toDate(0) AS period_from, toDate(0) AS period_to
            FROM fact
            UNION ALL
            SELECT body, duty, subject,
                   '', toUInt8(0), '', '', unset, toUInt8(0), unset, '', '', '', [], '', unset, toUInt8(0), period_from, period_to
            FROM period
        )
        GROUP BY body, duty, subject
    ),
    -- day 0 of the clock, and the plan version it falls under
    opened AS (
        SELECT
            dossier.*, d.version AS plan_version, d.since AS since, d.until AS until, trigger != 'on_event' AS by_plan,
            term_unit, term_roll, term_month, term_day, term_dates,
            held_by, channels, required_fields, review, nil_return, block,
            by_plan OR (starts > 0 AND start.2 != 3) AS day_known,
            if(empty(classes), d.term_n, arrayFirst(c -> c.code = start.3, classes).n) AS term_n,
            notEmpty(classes) AND start.3 != '' AND term_n = 0 AS class_without,
            day_known AND NOT class_without AND (empty(classes) OR start.3 != '') AS clock_known,
            if(by_plan, period_to, toDate(start.1)) AS opened_on,
            if(term_unit = 'hours' AND NOT by_plan, start.1, toDateTime64(opened_on, 3, 'Asia/Shanghai')) AS opened_at,
            arrayFilter(e -> if(trigger = 'standing', e.3 IN (12, 14), e.3 IN (2, 4)), entries) AS log,
            channels[1].code AS main_channel
        FROM dossier
        INNER JOIN duty_now AS d ON dossier.body = d.body AND dossier.duty = d.duty
        WHERE if(day_known, opened_on >= since AND opened_on < until, until > today AND since <= today)
          AND if(by_plan, period_to != toDate(0), event_rows > 0)
    ),
    started AS (
        SELECT *,
               arrayFilter(e -> e.3 % 10 = 2, log) AS publications,
               arrayConcat(publications, arrayFilter(e -> e.3 = 3, entries)) AS texts,
               arrayExists(e -> e.3 % 10 = 4, log) AS was_withdrawn,
               arrayFilter(e -> e.4 IN ('', main_channel) OR empty(channels), log) AS main_log
        FROM opened
    )
