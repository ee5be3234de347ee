-- The verdict on a timed instance counted by term, and what decided it.
    -- The log of publications and withdrawals in the order it was recorded:
    -- (up since, up at the due moment, first time up after it).
    , folding AS (
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
