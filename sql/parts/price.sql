-- Points (计分): what the judged instances of one clock cost under a scheme, after
-- the rules of internal/assessment. `tally` says how often each case occurs; `sums`
-- has one row per body, office, block of the duties and whether these are checked for
-- completeness, and one per body of the instances left over.
--   {blocks:Array(String)}   the scheme's blocks that duties can name; others count as ''
--   {bands:Array(Tuple(UInt8, UInt8, UInt32, UInt32, Int64))}  verdict, unit, over, up to, points
--   {breaches:Array(Tuple(UInt16, Bool))}                      flag, uncapped
--   {channel:Int64}, {field:Int64}, {most:Int64}, {missing:Int64}  completeness
-- All points are hundredths, and losses before caps: caps hold over all clocks.
-- Stages are kept small: the engine expands a name used twice within one stage.
    , priced AS (
        SELECT tally.body AS body, duty, subject, office, code, checked, naming, n, delays, strikes_at, flags, if(unit IN (2, 3), unit, 1) AS late_unit, left_over, subjects,
            if(block IN {blocks:Array(String)}, block, '') AS own_block,
            arrayFirst(b -> b.1 = code AND b.2 = late_unit AND greatest(delay, 1) > b.3 AND greatest(delay, 1) <= b.4,
                {bands:Array(Tuple(UInt8, UInt8, UInt32, UInt32, Int64))}).5 AS lateness,
            least({most:Int64}, lacking_channels * {channel:Int64} + lacking_fields * {field:Int64}) AS gaps,
            arrayMap(b -> n * (bitAnd(flags, b.1) != 0 AND (b.2 OR code BETWEEN 2 AND 6)), {breaches:Array(Tuple(UInt16, Bool))}) AS broken
        FROM tally
        LEFT JOIN naming_of ON tally.body = naming_of.body AND tally.naming = naming_of.version
        WHERE left_over OR NOT has(external_offices, office)
    ),
    sums AS (
        SELECT body, if(left_over, '', office) AS office, if(left_over, '', own_block) AS block, toUInt8(NOT left_over AND checked) AS checked,
            sumIf(n, code BETWEEN 2 AND 6) AS judged, sumIf(n, code IN (2, 6)) AS met, sum(n * lateness) AS late,
            sum(n * multiIf(NOT checked, 0, code = 4, {missing:Int64}, code IN (3, 5), gaps, 0)) AS lacking,
            sumForEach(broken) AS breaches, -- how often each occurred
            -- for standings: by verdict; what is late, and by how much, by unit; by flag
            sumForEach(arrayMap(v -> n * (code = v), [1, 2, 3, 4, 5, 6])) AS verdicts,
            sumForEach(arrayMap(u -> n * (code = 3 AND late_unit = u), [1, 2, 3])) AS late_counts,
            sumForEach(arrayMap(u -> delays * (code = 3 AND late_unit = u), [1, 2, 3])) AS late_delays,
            sumForEach(arrayMap(f -> n * bitTest(flags, f), range(8))) AS flag_counts,
            fromUnixTimestamp64Milli(min(priced.strikes_at), 'Asia/Shanghai') AS strikes_at,
            min((duty, subject, naming)) AS first, -- the first instance names an office that no list has
            groupArrayArray(arrayMap(s -> (duty, s), subjects)) AS rest
        FROM priced
        GROUP BY left_over, body, office, block, checked
    )
