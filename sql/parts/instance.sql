-- The judge, as common table expressions for other statements: `instance` has
-- every instance (应公开节点) of judged duties with its verdict at a moment.
--   {as_of:DateTime64(3)}    the moment; facts recorded at or after it are unknown,
--                            and a term that ends at it has ended
--   {bodies:Array(String)}   empty: all
-- One row per body, duty and subject. The stages:
--   fact     what is known: events not voided, and the openings the plan itself makes
--   dossier  the facts of one instance side by side
--   started, due, timed   its clock: from day 0 to the moment it ends
--   folding, weighed      which publication counts
--   stood, seen           the verdict and what decided it
-- Stages are kept small: the engine expands a name used twice within one stage.
WITH
    ifNull((SELECT toUInt64(max(edition)) * 32768 FROM calendar_edition WHERE known_from < {as_of:DateTime64(3, 'Asia/Shanghai')}), 0) AS edition,
    toDate({as_of:DateTime64(3, 'Asia/Shanghai')} - INTERVAL 1 MILLISECOND, 'Asia/Shanghai') AS today,
    toDateTime64('2149-06-06 00:00:00', 3, 'Asia/Shanghai') AS never,
    toDateTime64(0, 3, 'Asia/Shanghai') AS unset,
    -- the last edition of each body's plan lines known by then
    duty_now AS (
        SELECT * FROM duty_line
        WHERE clock = 'term' AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
          AND (body, edition) IN (
              SELECT body, max(version) FROM plan_version
              WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
                AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
              GROUP BY body)
    ),
    voided AS (
        SELECT body, duty, subject, ref FROM event
        WHERE kind = 'voided' AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
    ),
    accepted AS (
        SELECT body, duty, subject, ref FROM event
        WHERE kind = 'ruled' AND attrs['decision'] = 'claimed' AND recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
    ),
    period AS (
        SELECT body, duty, cadence,
               arrayJoin(range(
                   intDiv((toYear(since) - 1970) * 12 + toMonth(since) - 1, cadence),
                   intDiv((toYear(last_day) - 1970) * 12 + toMonth(last_day) - 1, cadence) + 1)) AS number,
               least(until - 1, today + 400) AS last_day,
               addMonths(toDate('1970-01-01'), toInt32(number * cadence)) AS period_from,
               addMonths(toDate('1970-01-01'), toInt32((number + 1) * cadence)) - 1 AS period_to
        FROM duty_now
        WHERE trigger IN ('periodic', 'fixed_date') AND cadence > 0 AND last_day >= since
          AND period_to >= since AND period_to <= last_day
    ),
    fact AS (
        SELECT body, duty, subject, id, toUInt8(kind) AS code, office, channel, occurred_at, toUInt8(precision) AS exactness,
               recorded_at, title, url, ref, fields,
               -- A claimed time that other evidence contradicts counts by the later
               -- evidence until a person rules (domain rule 7).
               multiIf((body, duty, subject, id) IN accepted, occurred_at,
                       url_date > toDate(occurred_at) AND joinGet('calendar_day', 'counted', edition + toUInt32(url_date)) > joinGet('calendar_day', 'counted', edition + toUInt32(toDate(occurred_at))) + 1,
                           greatest(toDateTime64(url_date, 3, 'Asia/Shanghai'), first_seen),
                       first_seen > occurred_at AND joinGet('calendar_day', 'counted', edition + toUInt32(toDate(first_seen))) > joinGet('calendar_day', 'counted', edition + toUInt32(toDate(occurred_at))) + 2,
                           first_seen,
                       occurred_at) AS counts_from,
               toDate(0) AS period_from, toDate(0) AS period_to
        FROM event
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')} AND kind NOT IN ('voided', 'ruled')
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
          AND (body, duty, subject, id) NOT IN voided
        UNION ALL
        SELECT body, duty,
               multiIf(cadence = 12, toString(toYear(period_from)),
                       cadence = 6, concat(toString(toYear(period_from)), 'H', toString(intDiv(toMonth(period_from) - 1, 6) + 1)),
                       cadence = 3, concat(toString(toYear(period_from)), 'Q', toString(toQuarter(period_from))),
                       formatDateTime(period_from, '%Y-%m')) AS subject,
               '' AS id, toUInt8(0) AS code, '' AS office, '' AS channel, unset AS occurred_at, toUInt8(0) AS exactness,
               unset AS recorded_at, '' AS title, '' AS url, '' AS ref, [] AS fields, unset AS counts_from,
               period_from, period_to
        FROM period
    ),
    dossier AS (
        SELECT
            body, duty, subject,
            max(fact.period_from) AS period_from, max(fact.period_to) AS period_to,
            countIf(code > 0) AS event_rows,
            argMaxIf((occurred_at, exactness), (recorded_at, id), code = 1) AS start,
            countIf(code = 1) AS starts,
            argMaxIf(office, (recorded_at, id), code IN (1, 2) AND office != '') AS named_office,
            argMaxIf(office, (recorded_at, id), code = 25) AS assigned_office,
            arraySort(groupArrayIf((recorded_at, id, code = 4, channel, counts_from, occurred_at, exactness, url, title),
                code IN (2, 4) AND exactness != 3)) AS log,
            countIf(code = 4) > 0 AS was_withdrawn,
            -- the same text put up again as if it were new
            countIf(code = 2 AND ref = '' AND title != '') > uniqExactIf((channel, title), code = 2 AND ref = '' AND title != '') AS republished,
            countIf(code = 2 AND counts_from != occurred_at) > 0 AS suspect,
            minIf(occurred_at, code = 6) AS reviewed_at,
            countIf(code = 6) > 0 AS reviewed,
            minIf(occurred_at, code = 5) AS nil_at,
            countIf(code = 5) > 0 AS nil_declared,
            maxIf(recorded_at, code = 7) AS withheld_recorded,
            maxIf(recorded_at, code IN (2, 3)) AS published_recorded,
            countIf(code = 8) > 0 AS is_inapplicable,
            groupUniqArrayArrayIf(fields, code IN (2, 3)) AS covered_fields,
            argMaxIf(title, (recorded_at, id), code IN (1, 2, 3) AND title != '') AS any_title,
            toDate(minIf(recorded_at, code > 0)) AS first_known
        FROM fact
        GROUP BY body, duty, subject
    ),
    -- day 0 of the clock, and the plan version it falls under
    started AS (
        SELECT
            dossier.*, d.version AS plan_version, d.since AS since, d.until AS until, trigger != 'on_event' AS by_plan,
            term_n, term_unit, term_roll, term_month, term_day, term_dates,
            held_by, channels, required_fields, review, nil_return, block,
            by_plan OR (starts > 0 AND start.2 != 3) AS clock_known,
            if(by_plan, period_to, toDate(start.1)) AS opened_on,
            if(term_unit = 'hours', start.1, toDateTime64(opened_on, 3, 'Asia/Shanghai')) AS opened_at
        FROM dossier
        INNER JOIN duty_now AS d ON dossier.body = d.body AND dossier.duty = d.duty
    ),
    counting AS (
        SELECT *, joinGet('calendar_day', 'counted', edition + toUInt32(opened_on)) AS opened_count,
               opened_on + term_n AS plain_end, joinGet('calendar_day', 'counted', edition + toUInt32(plain_end)) AS plain_count, toYear(opened_on) + 1 AS due_year
        FROM started
        WHERE if(clock_known, opened_on >= since AND opened_on < until, until > today AND since <= today)
          AND (NOT by_plan OR period_to != toDate(0))
    ),
    due AS (
        SELECT *, multiIf(
            NOT clock_known, toDate(0),
            term_unit = 'workdays', if(term_n = 0, opened_on, joinGet('calendar_nth', 'day', edition + opened_count + term_n)),
            term_unit = 'days', if(term_roll AND NOT joinGet('calendar_day', 'works', edition + toUInt32(plain_end)), joinGet('calendar_nth', 'day', edition + plain_count + 1), plain_end),
            term_unit = 'hours', toDate(start.1 + toIntervalHour(term_n)),
            mapContains(term_dates, due_year), term_dates[due_year],
            term_month = 0, addDays(toStartOfMonth(opened_on + 1), term_day - 1),
            makeDate(due_year, term_month, term_day)) AS due_on
        FROM counting
    ),
    timed AS (
        SELECT *,
            multiIf(NOT clock_known, never,
                    term_unit = 'hours', start.1 + toIntervalHour(term_n),
                    toDateTime64(due_on + 1, 3, 'Asia/Shanghai')) AS due_at,
            joinGet('calendar_day', 'counted', edition + toUInt32(due_on)) AS due_count,
            -- the count looked at a day without an official notice
            clock_known AND multiIf(
                term_unit = 'workdays', joinGet('calendar_day', 'uncovered_days', edition + toUInt32(due_on)) > joinGet('calendar_day', 'uncovered_days', edition + toUInt32(opened_on)),
                term_unit = 'days' AND term_roll, joinGet('calendar_day', 'uncovered_days', edition + toUInt32(due_on)) > joinGet('calendar_day', 'uncovered_days', edition + toUInt32(plain_end - 1)),
                false) AS provisional,
            channels[1].code AS main_channel,
            arrayFilter(e -> e.4 IN ('', main_channel) OR empty(channels), log) AS main_log
        FROM due
    ),
    -- The log of publications and withdrawals in the order it was recorded:
    -- (up since, up at the due moment, first time up after it).
    folding AS (
        SELECT *, if(NOT was_withdrawn,
            (arrayMin(arrayPushBack(arrayMap(e -> e.5, main_log), never)), false, never),
            arrayFold((acc, e) -> if(e.3,
                    if(acc.1 = never, acc, (never,
                        acc.2 OR (acc.1 < due_at AND e.5 > due_at),
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
                AND {as_of:DateTime64(3, 'Asia/Shanghai')} >= (toDateTime64(joinGet('calendar_nth', 'day', edition + due_count + c.grace) + 1, 3, 'Asia/Shanghai') AS channel_due)
                AND NOT has(arrayMap(e -> e.4, arrayFilter(e -> NOT e.3 AND e.5 < channel_due, log)), c.code),
                channels)) AS lacking_channels,
            if(empty(covered_fields), [], arrayFilter(f -> NOT has(covered_fields, f), required_fields)) AS lacking_fields,
            notEmpty(log) AND empty(main_log) AS only_elsewhere,
            nil_declared AND nil_return AND empty(log) AS by_nil
        FROM folding
    ),
    stood AS (
        SELECT *,
            multiIf(by_nil, nil_at,
                    up_when_due, arrayMin(arrayMap(e -> e.5, arrayFilter(e -> NOT e.3, main_log))),
                    is_up, late_up,
                    unset) AS published_at,
            multiIf(
                is_inapplicable AND NOT is_up, 'not_applicable',
                withheld_recorded > published_recorded, 'withheld',
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
            arrayFirst(e -> NOT e.3 AND e.5 = published_at, log) AS decisive
        FROM stood
    ),
    instance AS (
        SELECT
            body, duty, subject, plan_version, block,
            if(assigned_office != '', assigned_office,
               if((arrayLast(h -> h.1 <= held_day, held_by) AS holder).2 != '', holder.2, named_office)) AS office,
            period_from, period_to,
            if(clock_known, opened_on, toDate(0)) AS opened_on,
            opened_at, due_on, due_at,
            if(clock_known, due_on, first_known) AS counted_on,
            published_at,
            CAST(verdict, 'Enum8(\'pending\' = 1, \'on_time\' = 2, \'late\' = 3, \'missing\' = 4, \'partial\' = 5, \'nil_return\' = 6, \'unverified\' = 7, \'not_applicable\' = 8, \'withheld\' = 9)') AS verdict,
            term_n, term_unit,
            toUInt32(if(verdict IN ('late', 'missing'), greatest(1, multiIf(
                term_unit = 'days', toInt64(ended_on - due_on),
                term_unit = 'hours', toInt64(ceil(dateDiff('second', due_at, ended_at) / 3600)),
                toInt64(joinGet('calendar_day', 'counted', edition + toUInt32(ended_on))) - toInt64(due_count))), 0)) AS delay,
            toInt32(multiIf(published_at = unset OR NOT clock_known, 0,
                term_unit = 'days', toDate(published_at) - opened_on,
                term_unit = 'hours', intDiv(dateDiff('second', opened_at, published_at), 3600),
                toInt64(joinGet('calendar_day', 'counted', edition + toUInt32(toDate(published_at)))) - toInt64(opened_count))) AS taken,
            (review AND published_at != unset AND NOT by_nil AND (NOT reviewed OR reviewed_at > published_at)) * 1
              + suspect * 2
              + (NOT by_plan AND clock_known AND published_at != unset AND toDate(published_at) < opened_on) * 4
              + provisional * 8
              + republished * 16
              + was_withdrawn * 32 AS flags,
            if(verdict IN ('partial', 'late', 'missing'), arrayConcat(
                if(verdict = 'partial' AND only_elsewhere, [concat('channel:', main_channel)], []),
                arrayMap(c -> concat('channel:', c), lacking_channels),
                arrayMap(f -> concat('field:', f), lacking_fields)), []) AS lacking,
            decisive.2 AS event_id, decisive.8 AS url, decisive.7 AS precision,
            if(decisive.9 != '', decisive.9, any_title) AS title,
            event_rows
        FROM seen
    )
