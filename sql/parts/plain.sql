-- The plain lane, for the great mass of instances by term and of applications: what
-- ordinary ones come to, from few columns and without lists. All others, and
-- whatever is in doubt, are left over, for the judge in Go (queries/left_facts.sql).
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
--   read, told, numbered
--             the facts, with numbers for what is compared often: codes are compared by
--             their place in these lists, and points of checklists are bits
--   gathered  the facts of one instance. Its key is a hash under a secret: nobody can
--             prepare two subjects that fall together, and by chance they do so less
--             than once in a million countries; then two openings leave them over.
--   matched   with the plan line
--   started   whether it is plain so far, and its publication on the main channel
    , arrayPushFront({bodies:Array(String)}, '') AS body_codes, arrayPushFront({duties:Array(String)}, '') AS duty_codes,
    arrayPushFront({channels:Array(String)}, '') AS channel_codes,
    65535 AS unlisted, toUnixTimestamp64Milli(toDateTime64(today + 1, 3, 'Asia/Shanghai')) AS midnight_ms, toUnixTimestamp64Milli({as_of:DateTime64(3, 'Asia/Shanghai')}) AS as_of_ms,
    -- bits of a fact: of any point at all, of something odd, and of each point
    bitShiftLeft(toUInt64(1), 63) AS some_stated, bitShiftLeft(toUInt64(1), 62) AS is_odd,
    arrayMap(n -> bitShiftLeft(toUInt64(1), n), range(length({points:Array(String)}))) AS point_bits,
    -- numbers add up to the openings, the publications and, of the only publication, the channel
    bitShiftLeft(toUInt64(1), 20) AS one_post, bitShiftLeft(toUInt64(1), 40) AS one_channel,
    -- The place of a line is that of its body and duty.
    line AS (
        SELECT duty_now.*, effective, named_by,
            toUInt32(toUInt16(transform(toString(duty_now.body), body_codes, range(length(body_codes)), 0)) * 65536
                + toUInt16(transform(toString(duty), duty_codes, range(length(duty_codes)), 0))) AS place,
            arrayMap(c -> (toUInt16(transform(c.code, channel_codes, range(length(channel_codes)), unlisted)), c.grace), channels) AS posts_on,
            if(empty(channels), 0, posts_on[1].1) AS main_channel,
            arrayFilter(c -> c.1 != main_channel, posts_on) AS further,
            arraySum(f -> bitShiftLeft(toUInt64(1), indexOf({points:Array(String)}, f) - 1), arrayDistinct(required_fields)) AS required,
            held_by.since AS held_since, held_by.office AS holders,
            empty(holders) OR has(holders, '') AS unheld, -- the facts name the office
            CAST(duty IN {wide:Array(String)}, 'UInt8') AS wide,
            -- Instances of such duties are all left over. It is said of the duty, not of
            -- the line, so that no instance is plain under one and left over by another.
            max(trigger = 'standing' OR notEmpty(classes) OR clock = 'case' AND (term_n = 0 OR term_unit != 'workdays')
                OR (clock = 'case') != (duty IN {applications:Array(String)})
                OR NOT hasAll({points:Array(String)}, required_fields) OR length(arrayDistinct(required_fields)) < length(required_fields)) OVER duties
              OR min(trigger) OVER duties != max(trigger) OVER duties AS involved,
            min(external) OVER duties AS foreign -- counts nowhere, whichever line it falls under
        FROM duty_now
        INNER JOIN edition ON duty_now.body = edition.body
        WINDOW duties AS (PARTITION BY duty_now.body, duty)
    ),
    read AS (
        SELECT toUInt32(toUInt16(transform(body, body_codes, range(length(body_codes)), 0)) * 65536
                + toUInt16(transform(duty, duty_codes, range(length(duty_codes)), 0))) AS place,
            CAST(duty IN {applications:Array(String)}, 'UInt8') AS applied, CAST(duty IN {wide:Array(String)}, 'UInt8') AS wide,
            subject, occurred_at, kind, precision = 'unknown' AS undated, fields,
            toUInt16(transform(channel, channel_codes, range(length(channel_codes)), unlisted)) AS channel_code,
            url_date > toDate(occurred_at) + 1 OR toDate(first_seen) > toDate(occurred_at) + 2 AS contradicted
        FROM event
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND body IN {bodies:Array(String)} AND duty IN {duties:Array(String)}
    ),
    told AS (
        SELECT place, wide, subject, occurred_at, fields,
            bitXor(sipHash64Keyed(({secret0:UInt64}, {secret1:UInt64}), subject), place * 11400714819323198485) AS instance,
            if(applied, transform(toUInt8(kind), [10, 18], [1, 2], toUInt8(kind)), toUInt8(kind)) AS code,
            if(applied, 0, channel_code) AS channel_number,
            -- unusual facts, of unknown time, or of a time that other evidence may contradict
            undated OR if(applied, kind NOT IN ('received', 'answered'),
                kind NOT IN ('triggered', 'published', 'revised', 'reviewed') OR kind = 'published' AND contradicted) AS odd
        FROM read
    ),
    numbered AS (
        SELECT place, wide, subject, occurred_at, instance, code, channel_number,
            if(odd, is_odd, 0) + if(code IN (2, 3) AND notEmpty(fields), some_stated + arraySum(arrayDistinct(arrayMap(f -> transform(f, {points:Array(String)}, point_bits, toUInt64(0)), fields))), 0) AS bits,
            multiIf(code = 1, 1, code = 2, one_post + toUInt64(channel_number) * one_channel, 0) AS number
        FROM told
    ),
    gathered AS (
        SELECT
            any(place) AS place, any(subject) AS subject, max(period_to) AS period_to,
            count() AS facts, sum(number) AS numbers, groupBitOr(bits) AS all_bits,
            max(if(code = 1, occurred_at, unset)) AS started_at, min(if(code = 2, occurred_at, never)) AS first_post, min(if(code = 6, occurred_at, never)) AS reviewed_at,
            groupArrayIf((occurred_at, channel_number), code = 2 AND wide) AS wide_posts
        FROM (
            SELECT instance, place, subject, code, occurred_at, channel_number, wide, bits, number, toDate(0) AS period_to FROM numbered
            UNION ALL
            SELECT bitXor(sipHash64Keyed(({secret0:UInt64}, {secret1:UInt64}), subject), place * 11400714819323198485), place, subject,
                toUInt8(0), unset, toUInt16(0), toUInt8(0), toUInt64(0), toUInt64(0), period_to
            FROM period INNER JOIN (SELECT DISTINCT body, duty, place FROM line) AS l ON period.body = l.body AND period.duty = l.duty
        )
        GROUP BY instance
    ),
    matched AS (
        SELECT
            gathered.*, line.version AS plan_version, clock = 'case' AS by_case, trigger != 'on_event' AS by_plan, term_n, term_unit, term_roll, term_month, term_day, term_dates,
            main_channel, further, empty(posts_on) AS one_for_all, held_since, unheld, effective, required, review, line.wide AS wide,
            true AS clock_known,
            toUInt32(bitAnd(numbers, one_post - 1)) AS starts, toUInt32(bitShiftRight(bitAnd(numbers, one_channel - 1), 20)) AS posts, bitShiftRight(numbers, 40) AS post_channel,
            bitAnd(all_bits, bitNot(is_odd)) AS stated,
            bitAnd(all_bits, is_odd) != 0 OR facts >= one_post OR involved OR NOT by_plan AND starts != 1 AS doubtful,
            if(by_plan, period_to, toDate(started_at)) AS opened_on,
            if(term_unit = 'hours' AND NOT by_plan, started_at, toDateTime64(opened_on, 3, 'Asia/Shanghai')) AS opened_at
        FROM gathered INNER JOIN line ON gathered.place = line.place
        WHERE (NOT by_plan OR period_to != toDate(0))
          AND (doubtful AND NOT by_plan OR opened_on >= since AND opened_on < until)
          AND (doubtful AND NOT foreign OR NOT external)
    ),
    started AS (
        SELECT *,
            arrayFilter(p -> p.2 = 0 OR p.2 = main_channel OR one_for_all, wide_posts).1 AS main_times,
            if(wide, toUInt32(length(main_times)), posts * (post_channel = 0 OR post_channel = main_channel OR one_for_all)) AS main_posts,
            if(wide, main_times[1], first_post) AS main_at,
            doubtful OR main_posts > 1 OR if(wide, length(arrayDistinct(wide_posts.2)) < posts, posts > 1) AS unplain
        FROM matched
    )
