-- The plain lane of duties counted by term: what ordinary instances come to,
-- from few columns and without lists. An instance is plain when nothing happened but
-- an opening, reviews, revisions and one publication a channel, all of a known time
-- that other evidence does not contradict. All others, and whatever is in doubt, are
-- left over, for the full judge. What is plain is judged as there, in fewer steps.
--   {secret}  two numbers drawn for this question alone
-- The stages:
--   numbered  the facts, with numbers for what is compared often
--   gathered  one instance a row; its key is a hash under a secret, so that nobody
--             can prepare two subjects that fall together (an opening of each would
--             leave them over, if they did)
--   started   day 0, and whether the instance is plain
--   weighed, stood  which publication counts, and the verdict
    , (SELECT arrayPushFront(arraySort(groupUniqArray(toString(body))), '') FROM duty_now) AS bodies_by_number,
    (SELECT arrayPushFront(arraySort(groupUniqArray(toString(duty))), '') FROM duty_now) AS duties_by_number,
    (SELECT arrayPushFront(arraySort(groupUniqArrayArray(channels.code)), '') FROM duty_now) AS channels_by_number,
    line AS (
        SELECT *, toUInt32(transform(toString(body), bodies_by_number, range(length(bodies_by_number)), 0)) * 65536
                + toUInt32(transform(toString(duty), duties_by_number, range(length(duties_by_number)), 0)) AS place,
            arrayMap(c -> (toUInt16(transform(c.code, channels_by_number, range(length(channels_by_number)), 65535)), c.grace), channels) AS numbered_channels,
            if(empty(channels), 0, numbered_channels[1].1) AS main_channel
        FROM duty_now
        WHERE NOT external
    ),
    numbered AS (
        SELECT toUInt32(transform(body, bodies_by_number, range(length(bodies_by_number)), 0)) * 65536
                + toUInt32(transform(duty, duties_by_number, range(length(duties_by_number)), 0)) AS place,
            subject, toUInt8(kind) AS code, occurred_at, fields,
            toUInt16(transform(channel, channels_by_number, range(length(channels_by_number)), 65535)) AS channel_number,
            kind NOT IN ('triggered', 'published', 'revised', 'reviewed') OR precision = 'unknown'
                OR kind = 'published' AND (url_date > toDate(occurred_at) + 1 OR toDate(first_seen) > toDate(occurred_at) + 2) AS odd,
            toDate(0) AS period_to
        FROM event
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
          AND duty IN (SELECT duty FROM duty_now)
        UNION ALL
        SELECT place, subject, toUInt8(0), unset, [], toUInt16(0), false, period_to
        FROM period
        INNER JOIN (SELECT DISTINCT body, duty, place FROM line) AS l ON period.body = l.body AND period.duty = l.duty
    ),
    gathered AS (
        SELECT
            any(place) AS place, any(subject) AS subject,
            countIf(code > 0) AS event_rows,
            max(odd) AS odd, max(period_to) AS period_to,
            countIf(code = 1) AS starts, maxIf(occurred_at, code = 1) AS triggered_at,
            countIf(code = 2) AS posts, minIf(occurred_at, code = 2) AS first_post, maxIf(channel_number, code = 2) AS post_channel,
            countIf(code = 6) > 0 AS reviewed, minIf(occurred_at, code = 6) AS reviewed_at,
            groupArrayArrayIf(fields, code IN (2, 3)) AS covered_fields,
            groupArrayIf(channel_number, code = 2 AND wide) AS post_channels,
            groupArrayIf(occurred_at, code = 2 AND wide) AS post_times
        FROM numbered
        GROUP BY bitXor(sipHash64Keyed(({secret0:UInt64}, {secret1:UInt64}), subject), place * 11400714819323198485) AS instance_key
    )
