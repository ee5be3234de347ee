-- The judge of duties counted by term (按时限): `instance` has every instance
-- (应公开节点) of them with its verdict. One row per body, duty and subject.
-- The stages:
--   period, once   the openings the plan itself makes
--   dossier        the facts of one instance side by side
--   started, due, timed   its clock: from day 0 to the moment it ends
--   folding, weighed      which publication counts
--   stood, seen           the verdict and what decided it
-- Stages are kept small: the engine expands a name used twice within one stage.
    , period AS (
        SELECT body, duty, cadence,
               arrayJoin(if(trigger = 'one_off', [toInt64(-1)], range(
                   intDiv((toYear(since) - 1970) * 12 + toMonth(since) - 1, greatest(cadence, 1)),
                   intDiv((toYear(last_day) - 1970) * 12 + toMonth(last_day) - 1, greatest(cadence, 1)) + 1))::Array(Int64)) AS number,
               if(trigger = 'one_off', until - 1, least(until - 1, today + 400)) AS last_day,
               if(number < 0, born, addMonths(toDate('1970-01-01'), toInt32(number * cadence))) AS period_from,
               if(number < 0, born, addMonths(toDate('1970-01-01'), toInt32((number + 1) * cadence)) - 1) AS period_to
        FROM duty_now
        WHERE (trigger IN ('periodic', 'fixed_date', 'standing') AND cadence > 0 OR trigger = 'one_off') AND last_day >= since
          AND period_to >= since AND period_to <= last_day
    ),
    dossier AS (
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
            SELECT body, duty,
                   multiIf(number < 0, 'once',
                           cadence = 12, toString(toYear(period_from)),
                           cadence = 6, concat(toString(toYear(period_from)), 'H', toString(intDiv(toMonth(period_from) - 1, 6) + 1)),
                           cadence = 3, concat(toString(toYear(period_from)), 'Q', toString(toQuarter(period_from))),
                           formatDateTime(period_from, '%Y-%m')),
                   '', toUInt8(0), '', '', unset, toUInt8(0), unset, '', '', '', [], '', unset, toUInt8(0), period_from, period_to
            FROM period
        )
        GROUP BY body, duty, subject
    ),
    -- day 0 of the clock, and the plan version it falls under
    started AS (
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
    counting AS (
        SELECT *, joinGet('calendar_day', 'counted', calendar + toUInt32(opened_on)) AS opened_count,
               opened_on + term_n AS plain_end, joinGet('calendar_day', 'counted', calendar + toUInt32(plain_end)) AS plain_count, toYear(opened_on) + 1 AS due_year,
               arrayFilter(e -> e.3 % 10 = 2, log) AS publications,
               arrayConcat(publications, arrayFilter(e -> e.3 = 3, entries)) AS texts,
               arrayExists(e -> e.3 % 10 = 4, log) AS was_withdrawn,
               arrayFilter(e -> e.4 IN ('', main_channel) OR empty(channels), log) AS main_log
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
    ),
    -- The log of publications and withdrawals in the order it was recorded:
    -- (up since, up at the due moment, first time up after it).
    folding AS (
        SELECT *, if(NOT was_withdrawn,
            (arrayMin(arrayPushBack(arrayMap(e -> e.5, main_log), never)), false, never),
            arrayFold((acc, e) -> if(e.3 % 10 = 4,
                    if(acc.1 = never, acc, (never,
                        acc.2 OR (acc.1 < due_at AND e.5 >= due_at),
                        if(acc.1 >= due_at, least(acc.3, acc.1), acc.3))),
                    (least(acc.1, e.5), acc.2, acc.3)),
                main_log, (never, false, never))) AS folded
        FROM timed
    ),
    weighed AS (
        SELECT *,
            folded.1 AS up_since,
            up_since != never AS is_up,
            folded.2 OR up_since < due_at AS up_when_due,
            least(folded.3, up_since) AS late_up,
            {as_of:DateTime64(3, 'Asia/Shanghai')} >= due_at AS expired,
            -- a further channel has its own, later due date
            arrayMap(c -> c.code, arrayFilter(c -> c.code != main_channel
                AND {as_of:DateTime64(3, 'Asia/Shanghai')} >= (toDateTime64(if(c.grace = 0, due_on, joinGet('calendar_nth', 'day', calendar + due_count + c.grace)) + 1, 3, 'Asia/Shanghai') AS channel_due)
                AND NOT has(arrayMap(e -> e.4, arrayFilter(e -> e.5 < channel_due, publications)), c.code),
                channels)) AS lacking_channels,
            arrayFlatten(arrayMap(e -> e.10, texts)) AS covered_fields,
            if(empty(covered_fields), [], arrayFilter(f -> NOT has(covered_fields, f), required_fields)) AS lacking_fields,
            notEmpty(publications) AND NOT arrayExists(e -> e.3 % 10 = 2, main_log) AS only_elsewhere,
            nil_declared AND nil_return AND empty(log) AS by_nil,
            arrayMap(e -> (if(e.4 = '' OR empty(channels), main_channel, e.4), e.9), arrayFilter(e -> e.3 = 2 AND e.11 = '' AND e.9 != '', publications)) AS named_texts
        FROM folding
    ),
    stood AS (
        SELECT *,
            multiIf(by_nil, nil_at,
                    up_when_due, arrayMin(arrayMap(e -> e.5, arrayFilter(e -> e.3 % 10 = 2, main_log))),
                    is_up, late_up,
                    unset) AS published_at,
            multiIf(
                (declared_inapplicable OR class_without) AND NOT is_up, 'not_applicable',
                withheld_recorded > arrayMax(arrayPushBack(arrayMap(e -> (e.1, e.2), texts), (unset, ''))), 'withheld',
                NOT clock_known, 'unverified',
                by_nil, if(nil_at < due_at, 'nil_return', 'late'),
                up_when_due AND is_up, if(notEmpty(lacking_channels) OR notEmpty(lacking_fields), 'partial', 'on_time'),
                NOT expired, 'pending',
                is_up, 'late',
                only_elsewhere, 'partial',
                'missing') AS verdict
        FROM weighed
    ),
    seen AS (
        SELECT *,
            if(clock_known, due_on, today) AS held_day,
            if(verdict = 'missing', {as_of:DateTime64(3, 'Asia/Shanghai')}, published_at) AS ended_at,
            if(verdict = 'missing', today, toDate(published_at)) AS ended_on,
            arrayFirst(e -> e.3 % 10 = 2 AND e.5 = published_at, main_log) AS decisive
        FROM stood
    ),
    instance AS (
        SELECT
            body, duty, subject, plan_version, block,
            multiIf(assigned_office != '', assigned_office,
                    verdict IN ('late', 'missing') AND tardy_office != '', tardy_office,
                    (arrayLast(h -> h.1 <= held_day, held_by) AS holder).2 != '', holder.2,
                    named_office) AS office,
            period_from, period_to,
            if(day_known, opened_on, toDate(0)) AS opened_on,
            opened_at, due_on, due_at,
            if(clock_known, due_on, first_known) AS counted_on,
            published_at, verdict, term_unit,
            toUInt32(if(verdict IN ('late', 'missing'), greatest(1, multiIf(
                term_unit = 'days', toInt64(ended_on - due_on),
                term_unit = 'hours', intDiv(dateDiff('millisecond', due_at, ended_at) + 3599999, 3600000),
                toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(ended_on))) - toInt64(due_count))), 0)) AS delay,
            toInt32(multiIf(published_at = unset OR NOT day_known, 0,
                term_unit = 'days', toDate(published_at) - opened_on,
                term_unit = 'hours', intDiv(dateDiff('millisecond', opened_at, published_at), 3600000),
                toInt64(joinGet('calendar_day', 'counted', calendar + toUInt32(toDate(published_at)))) - toInt64(opened_count))) AS taken,
            (review AND published_at != unset AND NOT by_nil AND (NOT reviewed OR reviewed_at > published_at)) * 1
              + arrayExists(e -> e.5 != e.6, publications) * 2
              + (NOT by_plan AND day_known AND published_at != unset AND toDate(published_at) < opened_on) * 4
              + provisional * 8
              + (length(named_texts) > length(arrayDistinct(named_texts))) * 16
              + was_withdrawn * 32
              + arrayExists(e -> e.12 = 1, publications) * 128 AS flags,
            if(verdict IN ('partial', 'late', 'missing'), arrayConcat(
                if(verdict = 'partial' AND only_elsewhere, [concat('channel:', main_channel)], []),
                arrayMap(c -> concat('channel:', c), lacking_channels),
                arrayMap(f -> concat('field:', f), lacking_fields)), []) AS lacking,
            decisive.2 AS event_id, decisive.8 AS url, decisive.7 AS precision,
            if(decisive.9 != '', decisive.9, any_title) AS title,
            event_rows
        FROM seen
    )
