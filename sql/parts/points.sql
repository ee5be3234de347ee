-- Points (计分): what the judged instances of one clock cost under a scheme, after
-- the rules of internal/assessment. `sums` has one row per body, office, block of the
-- duties and whether these are checked for completeness.
--   {from:Date}, {to:Date}   the days whose instances count, both included
--   {blocks:Array(String)}   the scheme's blocks that duties can name; others count as ''
--   {bands:Array(Tuple(UInt8, UInt8, UInt32, UInt32, Int64))}  verdict, unit, over, up to, points
--   {breaches:Array(Tuple(UInt16, Bool))}                      flag, uncapped
--   {channel:Int64}, {field:Int64}, {most:Int64}, {missing:Int64}  completeness
-- All points are hundredths, and losses before caps: caps hold over all clocks.
-- Stages are kept small: the engine expands a name used twice within one stage.
    , edition AS (
        SELECT body, arraySort(groupArray((version, effective_from, external_offices))) AS known,
               -- before any took effect the first one names the offices
               arrayPushFront(known, (known[1].1, toDate(0), known[1].3)) AS versions
        FROM plan_version
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
        GROUP BY body
    ),
    price AS (
        SELECT body, duty, version, external,
            {clock:String} IN ('term', 'upkeep') AND (notEmpty(required_fields) OR length(channels) > 1) AS checked
        FROM duty_now
    ),
    -- the instances that count, and the plan version that names their office
    counted AS (
        SELECT i.body AS body, i.duty AS duty, subject, office, flags, toUInt8(term_unit) AS unit, block, delay, lacking, checked,
            toUInt8(indexOf(['pending', 'on_time', 'late', 'missing', 'partial', 'nil_return', 'unverified', 'not_applicable', 'withheld'], verdict)) AS code,
            arrayLast(v -> v.2 <= counted_on, versions) AS naming
        FROM instance AS i
        INNER JOIN edition ON i.body = edition.body
        INNER JOIN price ON i.body = price.body AND i.duty = price.duty AND i.plan_version = price.version
        WHERE counted_on BETWEEN {from:Date} AND {to:Date} AND NOT external
    ),
    priced AS (
        SELECT body, duty, subject, office, code, checked, naming.1 AS named_by,
            if(block IN {blocks:Array(String)}, block, '') AS own_block,
            arrayFirst(b -> b.1 = code AND b.2 = if(unit IN (2, 3), unit, 1) AND greatest(delay, 1) > b.3 AND greatest(delay, 1) <= b.4,
                {bands:Array(Tuple(UInt8, UInt8, UInt32, UInt32, Int64))}).5 AS lateness,
            least({most:Int64}, arraySum(l -> if(startsWith(l, 'channel:'), {channel:Int64}, {field:Int64}), lacking)) AS gaps,
            arrayMap(b -> bitAnd(flags, b.1) != 0 AND (b.2 OR code BETWEEN 2 AND 6), {breaches:Array(Tuple(UInt16, Bool))}) AS broken
        FROM counted
        WHERE NOT has(naming.3, office)
    ),
    sums AS (
        SELECT body, office, own_block AS block, checked,
            countIf(code BETWEEN 2 AND 6) AS judged, countIf(code IN (2, 6)) AS met, sum(lateness) AS late,
            sum(multiIf(NOT checked, 0, code = 4, {missing:Int64}, code IN (3, 5), gaps, 0)) AS lacking,
            sumForEach(broken) AS breaches, -- how often each occurred
            min((duty, subject, named_by)) AS first -- the first instance names an office that no list has
        FROM priced
        GROUP BY body, office, block, checked
    )
