-- The plain lane, for the great mass of instances: what ordinary ones come to, from
-- few columns and without lists. All others, and whatever is in doubt, are left
-- over, for the full judge (parts/left.sql). This part has the facts and the plan
-- lines; parts/plain_term.sql and plain_case.sql judge; plain_tally.sql counts.
--   {secret0}, {secret1}  two numbers drawn for this question alone
-- Codes are compared as numbers: by their place in these lists, which begin with ''.
    , (SELECT arrayPushFront(arraySort(groupUniqArray(toString(body))), '') FROM duty_now) AS body_codes,
    (SELECT arrayPushFront(arraySort(groupUniqArray(toString(duty))), '') FROM duty_now) AS duty_codes,
    (SELECT arrayPushFront(arraySort(groupUniqArrayArray(channels.code)), '') FROM duty_now) AS channel_codes,
    65535 AS unlisted,
    -- The place of a line is that of its body and duty.
    line AS (
        SELECT duty_now.*, effective, named_by,
            toUInt32(toUInt16(transform(toString(duty_now.body), body_codes, range(length(body_codes)), 0)) * 65536
                + toUInt16(transform(toString(duty), duty_codes, range(length(duty_codes)), 0))) AS place,
            arrayMap(c -> (toUInt16(transform(c.code, channel_codes, range(length(channel_codes)), unlisted)), c.grace), channels) AS posts_on,
            held_by.since AS held_since, held_by.office AS holders,
            duty IN (SELECT duty FROM duty_now WHERE length(channels) > 1) AS wide,
            -- Instances of such duties are all left over. It is said of the duty, not of
            -- the line, so that no instance is plain under one and left over by another.
            max(trigger = 'standing' OR notEmpty(classes)) OVER duties OR min(trigger) OVER duties != max(trigger) OVER duties AS involved
        FROM duty_now
        INNER JOIN edition ON duty_now.body = edition.body
        WINDOW duties AS (PARTITION BY duty_now.body, duty)
    ),
    numbered AS (
        SELECT toUInt32(toUInt16(transform(body, body_codes, range(length(body_codes)), 0)) * 65536
                + toUInt16(transform(duty, duty_codes, range(length(duty_codes)), 0))) AS place,
            bitXor(sipHash64Keyed(({secret0:UInt64}, {secret1:UInt64}), subject), place * 11400714819323198485) AS instance,
            subject, toUInt8(kind) AS code, occurred_at, fields,
            toUInt16(transform(channel, channel_codes, range(length(channel_codes)), unlisted)) AS channel_number,
            duty IN (SELECT duty FROM duty_now WHERE length(channels) > 1) AS wide,
            -- unusual facts, of unknown time, or of a time that other evidence may contradict
            precision = 'unknown' OR if({clock:String} = 'case', kind NOT IN ('received', 'answered'),
                kind NOT IN ('triggered', 'published', 'revised', 'reviewed')
                OR kind = 'published' AND (url_date > toDate(occurred_at) + 1 OR toDate(first_seen) > toDate(occurred_at) + 2)) AS odd
        FROM event
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
          AND duty IN (SELECT duty FROM duty_now)
    )
