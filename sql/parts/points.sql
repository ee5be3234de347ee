-- Points (计分): what the judged instances of one clock cost under a scheme, after
-- the rules of internal/assessment. `sums` has one row per body, office and block.
--   {from:Date}, {to:Date}   the days whose instances count, both included
--   {blocks:Array(String)}   codes of the scheme's blocks; {default:UInt8} and
--                            {completeness:UInt8} are places in it, from 1
--   {bands:Array(Tuple(UInt8, UInt8, UInt32, UInt32, Int64))}  verdict, unit, over, up to, points
--   {breaches:Array(Tuple(UInt16, Bool, Int64))}               flag, uncapped, points
--   {channel:Int64}, {field:Int64}, {most:Int64}, {missing:Int64}  completeness
-- All points are hundredths, and losses before caps: caps hold over all clocks.
    , edition AS (
        SELECT body, arraySort(groupArray((version, effective_from, external_offices))) AS versions
        FROM plan_version
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
        GROUP BY body
    ),
    -- the instances that count, and the plan version that names their office
    counted AS (
        SELECT i.body AS body, duty, subject, office, flags, term_unit,
            toUInt8(indexOf(['pending', 'on_time', 'late', 'missing', 'partial', 'nil_return', 'unverified', 'not_applicable', 'withheld'], verdict)) AS code,
            greatest(delay, 1) AS late_by,
            arrayCount(l -> startsWith(l, 'channel:'), lacking) AS channels, length(lacking) - channels AS fields,
            if(arrayLast(v -> v.2 <= counted_on, versions).1 > 0, arrayLast(v -> v.2 <= counted_on, versions), versions[1]) AS naming,
            if(block IN ('', {blocks:Array(String)}[{completeness:UInt8}]), 0, indexOf({blocks:Array(String)}, block)) AS own_block,
            {clock:String} IN ('term', 'upkeep') AND (i.body, duty, plan_version) IN (
                SELECT body, duty, version FROM duty_now WHERE notEmpty(required_fields) OR length(duty_now.channels) > 1) AS checked
        FROM instance AS i
        INNER JOIN edition ON i.body = edition.body
        WHERE counted_on BETWEEN {from:Date} AND {to:Date}
          AND (i.body, duty, plan_version) NOT IN (SELECT body, duty, version FROM duty_now WHERE external)
          AND NOT has(naming.3, office)
    ),
    priced AS (
        SELECT body, duty, subject, office, naming.1 AS named_by,
            code BETWEEN 2 AND 6 AS judged, code IN (2, 6) AS met,
            if(term_unit IN ('days', 'hours'), toUInt8(term_unit), 1) AS unit,
            toUInt8(if(own_block = 0, {default:UInt8}, own_block)) AS block,
            arrayFirst(b -> b.1 = code AND b.2 = unit AND late_by > b.3 AND late_by <= b.4, {bands:Array(Tuple(UInt8, UInt8, UInt32, UInt32, Int64))}).5 AS lateness,
            multiIf(code = 4, {missing:Int64},
                    code IN (3, 5), least({most:Int64}, toInt64(channels) * {channel:Int64} + toInt64(fields) * {field:Int64}),
                    0) AS gaps,
            arrayMap(b -> bitAnd(flags, b.1) != 0 AND (b.2 OR judged), {breaches:Array(Tuple(UInt16, Bool, Int64))}) AS broken,
            -- (block, points): block 0 is the office itself, outside the blocks
            arrayConcat(
                [(toUInt8(0), arraySum((hit, b) -> if(hit AND b.2, b.3, 0), broken, {breaches:Array(Tuple(UInt16, Bool, Int64))}))],
                if(judged, [(block, lateness + arraySum((hit, b) -> if(hit AND NOT b.2, b.3, 0), broken, {breaches:Array(Tuple(UInt16, Bool, Int64))}))], []),
                if(judged AND checked, [({completeness:UInt8}, toInt64(gaps))], [])) AS lines
        FROM counted
    ),
    sums AS (
        SELECT body, office, line.1 AS block,
            countIf(judged) AS judged_count, countIf(judged AND met) AS met_count,
            sum(line.2) AS charged,
            -- which breaches occurred, and the first instance, which names an office that no list has
            groupBitOr(toUInt64(arraySum((hit, n) -> if(hit, bitShiftLeft(toUInt64(1), n - 1), 0), broken, arrayEnumerate(broken)))) AS struck,
            min((duty, subject)) AS first, argMin(named_by, (duty, subject)) AS first_named_by
        FROM priced
        ARRAY JOIN lines AS line
        GROUP BY body, office, block
    )
