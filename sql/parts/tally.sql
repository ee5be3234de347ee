-- The judged instances that count, for parts/price.sql.
--   {from:Date}, {to:Date}   the days whose instances count, both included
    , tally AS (
        SELECT i.body AS body, i.duty AS duty, subject, office, i.block AS block, toUInt8(i.term_unit) AS unit, delay, flags,
            {clock:String} IN ('term', 'upkeep') AND (notEmpty(d.required_fields) OR length(d.channels) > 1) AS checked,
            toUInt8(indexOf(['pending', 'on_time', 'late', 'missing', 'partial', 'nil_return', 'unverified', 'not_applicable', 'withheld'], verdict)) AS code,
            arrayCount(l -> startsWith(l, 'channel:'), lacking) AS lacking_channels, length(lacking) - lacking_channels AS lacking_fields,
            named_by[arrayLastIndex(e -> e <= counted_on, effective)] AS naming,
            1 AS n, toUInt64(delay) AS delays, toUnixTimestamp64Milli(never) AS strikes_at, false AS left_over, []::Array(String) AS subjects
        FROM instance AS i
        INNER JOIN edition ON i.body = edition.body
        INNER JOIN duty_now AS d ON i.body = d.body AND i.duty = d.duty AND i.plan_version = d.version
        WHERE counted_on BETWEEN {from:Date} AND {to:Date} AND NOT d.external
    )
