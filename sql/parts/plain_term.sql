-- The plain lane by term. An instance is plain when there is nothing but its opening,
-- reviews, revisions and at most one publication a channel.
--   gathered  the facts of one instance. Its key is a hash under a secret: nobody can
--             prepare two subjects that fall together, and by chance they do so less
--             than once in a million countries; then two openings leave them over.
--   matched   with the plan line
--   started   whether it is plain so far, and its publication on the main channel
--   judged    the verdict and what it costs, as in parts/verdict.sql
    , gathered AS (
        SELECT
            any(place) AS place, any(subject) AS subject,
            countIf(code > 0) AS event_rows, max(odd) AS odd, max(period_to) AS period_to,
            countIf(code = 1) AS starts, maxIf(occurred_at, code = 1) AS triggered_at,
            countIf(code = 2) AS posts, minIf(occurred_at, code = 2) AS first_post, maxIf(channel_number, code = 2) AS post_channel,
            groupArrayIf(channel_number, code = 2 AND wide) AS post_channels, groupArrayIf(occurred_at, code = 2 AND wide) AS post_times,
            countIf(code = 6) > 0 AS reviewed, minIf(occurred_at, code = 6) AS reviewed_at,
            groupArrayArrayIf(fields, code IN (2, 3)) AS covered_fields
        FROM (
            SELECT instance, place, subject, code, occurred_at, fields, channel_number, wide, odd, toDate(0) AS period_to FROM numbered
            UNION ALL
            SELECT bitXor(sipHash64Keyed(({secret0:UInt64}, {secret1:UInt64}), subject), place * 11400714819323198485), place, subject, toUInt8(0), unset, [], toUInt16(0), toUInt8(0), toUInt8(0), period_to
            FROM period INNER JOIN (SELECT DISTINCT body, duty, place FROM line) AS l ON period.body = l.body AND period.duty = l.duty
        )
        GROUP BY instance
    ),
    matched AS (
        SELECT
            gathered.*, line.version AS plan_version, trigger != 'on_event' AS by_plan, term_n, term_unit, term_roll, term_month, term_day, term_dates,
            posts_on, held_since, holders, effective, named_by, required_fields, review, line.wide AS wide,
            true AS clock_known,
            odd OR involved OR NOT by_plan AND starts != 1 AS doubtful,
            if(by_plan, period_to, toDate(triggered_at)) AS opened_on,
            if(term_unit = 'hours' AND NOT by_plan, triggered_at, toDateTime64(opened_on, 3, 'Asia/Shanghai')) AS opened_at,
            if(empty(posts_on), 0, posts_on[1].1) AS main_channel
        FROM gathered INNER JOIN line ON gathered.place = line.place
        WHERE if(by_plan, period_to != toDate(0), event_rows > 0)
          AND (doubtful AND NOT by_plan OR opened_on >= since AND opened_on < until)
          AND (doubtful OR NOT external)
    ),
    started AS (
        SELECT *,
            arrayFilter((t, c) -> c = 0 OR c = main_channel OR empty(posts_on), post_times, post_channels) AS main_times,
            if(wide, length(main_times), posts * (post_channel = 0 OR post_channel = main_channel OR empty(posts_on))) AS main_posts,
            if(wide, main_times[1], first_post) AS main_at,
            doubtful OR main_posts > 1 OR if(wide, length(arrayDistinct(post_channels)) < posts, posts > 1) AS unplain
        FROM matched
    )
