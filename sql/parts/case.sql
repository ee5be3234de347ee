-- The judge of applications (依申请公开): `instance` has one row per application.
-- The clock is kept in numbers of working days, so that it can be started again,
-- prolonged by consultations and extended, in one pass over its steps.
--   measured  the facts with the working days up to the days they name
--   dossier   the facts of one application side by side
--   started   receipt, answer, and the day E the count has come to
--   walked    the clock after its steps
    , measured AS (
        SELECT *, toDate(occurred_at) AS began,
            toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(began))) AS began_count,
            greatest(toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(began - 1))),
                     toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(toDate(recorded_at) - 1)))) AS entered_count,
            if(code = 11 OR code = 16 AND attr = 'fee', 1, 0) AS restarts,
            if(code != 15, 0, ifNull(toInt64OrNull(attr), 0)) AS days,
            if(code = 15 AND ifNull(toString(toDateOrNull(approved_on)), '') = approved_on AND approved_on != '', toDateOrZero(approved_on), toDate(0)) AS approved
        FROM fact
    ),
    dossier AS (
        SELECT
            body, duty, subject,
            count() AS event_rows,
            argMaxIf((began, exactness, attr), (recorded_at, id), code = 10) AS start,
            countIf(code = 10) AS starts,
            argMaxIf(office, (recorded_at, id), code IN (1, 2, 10, 19) AND office != '') AS named_office,
            argMaxIf(office, (recorded_at, id), code = 25) AS assigned_office,
            minIf((occurred_at, id, exactness, url, title), code = 18 AND exactness != 3) AS answer,
            countIf(code = 18 AND exactness != 3) > 0 AS answered,
            -- (day begun, recorded, id, code, whether it starts the clock again, its working
            -- days, those that must be in time, days of an extension granted)
            arraySort(groupArrayIf((began, recorded_at, id, code, restarts, began_count,
                    greatest(entered_count, if(code = 15, toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(approved - 1))), 0)),
                    if(approved > toDate(0) AND days BETWEEN 1 AND 20, days, 0)),
                code IN (11, 13, 15, 16) AND exactness != 3)) AS steps,
            -- (day, code of the step it ends, the step it names, its working days)
            arraySort(groupArrayIf((began, toUInt8(code - 1), ref, began_count), code IN (12, 14, 17) AND exactness != 3)) AS ends,
            maxIf((recorded_at, id), code = 7) AS withheld_recorded,
            maxIf((recorded_at, id), code = 18 AND exactness != 3) AS answer_recorded,
            countIf(code = 8) > 0 AS declared_inapplicable,
            argMaxIf(title, (recorded_at, id), code IN (1, 2, 3, 10, 19) AND title != '') AS any_title,
            toDate(min(recorded_at)) AS first_known
        FROM measured
        GROUP BY body, duty, subject
    ),
    started AS (
        SELECT
            dossier.*, version AS plan_version, block, held_by, term_unit,
            starts > 0 AND start.2 != 3 AS day_known,
            toInt64(d.term_n) AS term,
            toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(start.1))) AS receipt_count,
            if(answered, toDate(answer.1), today) AS reached,
            toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(reached))) AS reached_count,
            arrayMap(s -> (s, arrayFirst(b -> b.2 = s.4 AND b.3 IN ('', s.3) AND b.1 >= s.1 AND b.1 <= reached, ends)),
                arrayFilter(s -> s.1 <= reached, steps)) AS pairs
        FROM dossier
        INNER JOIN duty_now AS d ON dossier.body = d.body AND dossier.duty = d.duty
        WHERE if(day_known, start.1 >= since AND start.1 < until, until > today AND since <= today)
    ),
    -- (day the clock last started, due count, extension, counted up to, standing, late notice)
    walked AS (
        SELECT *, arrayFold((clock, p) -> multiIf(
                clock.5 = 1, clock,
                p.1.5 = 1, multiIf(
                    p.1.7 >= clock.2 OR p.2.2 = 0 AND answered,
                        (clock.1, clock.2, clock.3, clock.4, toInt64(0), greatest(clock.6, toInt64(p.1.4 = 11 AND p.1.6 > receipt_count + 7))),
                    p.2.2 = 0,
                        (clock.1, clock.2, clock.3, clock.4, toInt64(1), greatest(clock.6, toInt64(p.1.4 = 11 AND p.1.6 > receipt_count + 7))),
                    (p.2.1, p.2.4 + term, toInt64(0), p.2.4, toInt64(0), greatest(clock.6, toInt64(p.1.4 = 11 AND p.1.6 > receipt_count + 7)))),
                p.1.7 >= clock.2, clock,
                p.1.4 = 15, if(clock.3 > 0, clock, (clock.1, clock.2 + p.1.8, p.1.8, clock.4, clock.5, clock.6)),
                (clock.1, clock.2 + greatest(toInt64(0), if(p.2.2 = 0, reached_count, p.2.4) - greatest(p.1.6, clock.4)), clock.3,
                    greatest(clock.4, if(p.2.2 = 0, reached_count, p.2.4)), clock.5, clock.6)),
            pairs, (start.1, receipt_count + term, toInt64(0), receipt_count, toInt64(0), toInt64(0))) AS clock
        FROM started
    ),
    stood AS (
        SELECT *,
            day_known AND clock.5 = 0 AS due_known,
            if(due_known, joinGet('calendar_nth', 'day', calendar + toUInt64(greatest(clock.2, 0))), toDate(0)) AS due_on,
            if(due_known, toDateTime64(due_on + 1, 3, 'Asia/Shanghai'), never) AS due_at,
            if(day_known, clock.1, toDate(0)) AS opened_on,
            if(answered, answer.1, unset) AS published_at,
            multiIf(
                declared_inapplicable AND NOT answered, 'not_applicable',
                withheld_recorded > answer_recorded, 'withheld',
                NOT day_known, 'unverified',
                answered, if(published_at < due_at, 'on_time', 'late'),
                {as_of:DateTime64(3, 'Asia/Shanghai')} >= due_at, 'missing',
                'pending') AS verdict
        FROM walked
    ),
    instance AS (
        SELECT
            body, duty, subject, plan_version, block,
            multiIf(assigned_office != '', assigned_office,
                    (arrayLast(h -> h.1 <= if(due_known, due_on, today), held_by) AS holder).2 != '', holder.2,
                    named_office) AS office,
            toDate(0) AS period_from, toDate(0) AS period_to, opened_on,
            toDateTime64(opened_on, 3, 'Asia/Shanghai') AS opened_at, due_on, due_at,
            if(due_known, due_on, first_known) AS counted_on,
            published_at, verdict, term_unit,
            toUInt32(if(verdict IN ('late', 'missing'), greatest(1, reached_count - clock.2), 0)) AS delay,
            toInt32(if(answered AND due_known, reached_count - clock.2 + term + clock.3, 0)) AS taken,
            (due_known AND joinGet('calendar_day', 'uncovered_days', calendar + toUInt32(due_on)) > joinGet('calendar_day', 'uncovered_days', calendar + toUInt32(opened_on))) * 8
              + (day_known AND clock.6 > 0) * 64 AS flags,
            []::Array(String) AS lacking,
            if(answered, answer.2, '') AS event_id, if(answered, answer.4, '') AS url, if(answered, answer.3, 0) AS precision,
            if(answered AND answer.5 != '', answer.5, any_title) AS title,
            event_rows
        FROM stood
    )
