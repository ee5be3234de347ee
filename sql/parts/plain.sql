-- The plain lane, for the great mass of instances by term and of applications: what
-- ordinary ones come to, from few columns and without lists. All others, and
-- whatever is in doubt, are left over, for the full judge (parts/left.sql).
-- An instance is plain when there is nothing but its opening, reviews, revisions and at
-- most one publication a channel; an application, when there is nothing but its receipt
-- and at most one answer, which is judged as a publication within working days.
--   {bodies}, {duties}    as in parts/known.sql, but never empty
--   {applications}        the duties counted by case
--   {channels}            the codes of all channels in the plans of these bodies
--   {wide}                the duties that some of them publish on several channels
--   {points}              points of checklists (公开要素) by number, at most 62
--   {secret0}, {secret1}  two numbers drawn for this question alone
-- The stages:
--   numbered  the facts, with numbers for what is compared often: codes are compared
--             by their place in these lists, and points of checklists are bits
--   gathered  the facts of one instance. Its key is a hash under a secret: nobody can
--             prepare two subjects that fall together, and by chance they do so less
--             than once in a million countries; then two openings leave them over.
--   matched   with the plan line
--   started   whether it is plain so far, and its publication on the main channel
    , arrayPushFront({bodies:Array(String)}, '') AS body_codes, arrayPushFront({duties:Array(String)}, '') AS duty_codes,
    arrayPushFront({channels:Array(String)}, '') AS channel_codes,
    65535 AS unlisted,
    bitShiftLeft(toUInt64(1), 63) AS some_stated, -- the bit of any point at all
    -- The place of a line is that of its body and duty.
    line AS (
        SELECT duty_now.*, effective, named_by,
            toUInt32(toUInt16(transform(toString(duty_now.body), body_codes, range(length(body_codes)), 0)) * 65536
                + toUInt16(transform(toString(duty), duty_codes, range(length(duty_codes)), 0))) AS place,
            arrayMap(c -> (toUInt16(transform(c.code, channel_codes, range(length(channel_codes)), unlisted)), c.grace), channels) AS posts_on,
            if(empty(channels), 0, posts_on[1].1) AS main_channel,
            arrayFilter(c -> c.1 != main_channel, posts_on) AS further,
            arraySum(f -> bitShiftLeft(toUInt64(1), indexOf({points:Array(String)}, f)), arrayDistinct(required_fields)) AS required,
            held_by.since AS held_since, held_by.office AS holders,
            empty(holders) OR has(holders, '') AS unheld, -- the facts name the office
            duty IN {wide:Array(String)} AS wide,
            -- Instances of such duties are all left over. It is said of the duty, not of
            -- the line, so that no instance is plain under one and left over by another.
            max(trigger = 'standing' OR notEmpty(classes) OR clock = 'case' AND (term_n = 0 OR term_unit != 'workdays')
                OR (clock = 'case') != (duty IN {applications:Array(String)})
                OR NOT hasAll({points:Array(String)}, required_fields) OR length(arrayDistinct(required_fields)) < length(required_fields)) OVER duties
              OR min(trigger) OVER duties != max(trigger) OVER duties AS involved
        FROM duty_now
        INNER JOIN edition ON duty_now.body = edition.body
        WINDOW duties AS (PARTITION BY duty_now.body, duty)
    ),
    numbered AS (
        SELECT toUInt32(toUInt16(transform(body, body_codes, range(length(body_codes)), 0)) * 65536
                + toUInt16(transform(duty, duty_codes, range(length(duty_codes)), 0))) AS place,
            bitXor(sipHash64Keyed(({secret0:UInt64}, {secret1:UInt64}), subject), place * 11400714819323198485) AS instance,
            duty IN {applications:Array(String)} AS applied,
            subject, occurred_at,
            if(applied, transform(toUInt8(kind), [10, 18], [1, 2], toUInt8(kind)), toUInt8(kind)) AS code,
            if(applied, 0, toUInt16(transform(channel, channel_codes, range(length(channel_codes)), unlisted))) AS channel_number,
            duty IN {wide:Array(String)} AS wide,
            if(empty(fields), 0, some_stated + arraySum(f -> if(has({points:Array(String)}, f), bitShiftLeft(toUInt64(1), indexOf({points:Array(String)}, f)), 0), arrayDistinct(fields))) AS stated,
            -- unusual facts, of unknown time, or of a time that other evidence may contradict
            precision = 'unknown' OR if(applied, kind NOT IN ('received', 'answered'),
                kind NOT IN ('triggered', 'published', 'revised', 'reviewed')
                OR kind = 'published' AND (url_date > toDate(occurred_at) + 1 OR toDate(first_seen) > toDate(occurred_at) + 2)) AS odd
        FROM event
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND body IN {bodies:Array(String)} AND duty IN {duties:Array(String)}
    ),
    gathered AS (
        SELECT
            max(place) AS place, any(subject) AS subject, max(odd) AS odd, max(period_to) AS period_to,
            countIf(code = 1) AS starts, maxIf(occurred_at, code = 1) AS started_at,
            countIf(code = 2) AS posts, minIf(occurred_at, code = 2) AS first_post, maxIf(channel_number, code = 2) AS post_channel,
            groupArrayIf((occurred_at, channel_number), code = 2 AND wide) AS wide_posts,
            min(if(code = 6, occurred_at, never)) AS reviewed_at,
            groupBitOrIf(stated, code IN (2, 3)) AS stated
        FROM (
            SELECT instance, place, subject, code, occurred_at, stated, channel_number, wide, odd, toDate(0) AS period_to FROM numbered
            UNION ALL
            SELECT bitXor(sipHash64Keyed(({secret0:UInt64}, {secret1:UInt64}), subject), place * 11400714819323198485), place, subject,
                toUInt8(0), unset, toUInt64(0), toUInt16(0), toUInt8(0), toUInt8(0), period_to
            FROM period INNER JOIN (SELECT DISTINCT body, duty, place FROM line) AS l ON period.body = l.body AND period.duty = l.duty
        )
        GROUP BY instance
    ),
    matched AS (
        SELECT
            gathered.*, line.version AS plan_version, clock = 'case' AS by_case, trigger != 'on_event' AS by_plan, term_n, term_unit, term_roll, term_month, term_day, term_dates,
            main_channel, further, empty(posts_on) AS one_for_all, held_since, unheld, effective, required, review, line.wide AS wide,
            true AS clock_known,
            odd OR involved OR NOT by_plan AND starts != 1 AS doubtful,
            if(by_plan, period_to, toDate(started_at)) AS opened_on,
            if(term_unit = 'hours' AND NOT by_plan, started_at, toDateTime64(opened_on, 3, 'Asia/Shanghai')) AS opened_at
        FROM gathered INNER JOIN line ON gathered.place = line.place
        WHERE (NOT by_plan OR period_to != toDate(0))
          AND (doubtful AND NOT by_plan OR opened_on >= since AND opened_on < until)
          AND (doubtful OR NOT external)
    ),
    started AS (
        SELECT *,
            arrayFilter(p -> p.2 = 0 OR p.2 = main_channel OR one_for_all, wide_posts).1 AS main_times,
            if(wide, length(main_times), posts * (post_channel = 0 OR post_channel = main_channel OR one_for_all)) AS main_posts,
            if(wide, main_times[1], first_post) AS main_at,
            doubtful OR main_posts > 1 OR if(wide, length(arrayDistinct(wide_posts.2)) < posts, posts > 1) AS unplain
        FROM matched
    )
