-- `edition`: from when on each known plan version of a body names the offices: the
-- last one that has begun does, before any took effect the first. `naming_of` has the
-- external offices of each.
    , edition AS (
        SELECT body, arraySort(groupArray((version, effective_from))) AS known,
               arrayPushFront(known.2, toDate(0)) AS effective, arrayPushFront(known.1, known[1].1) AS named_by
        FROM plan_version
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
        GROUP BY body
    ),
    naming_of AS (
        SELECT body, version, external_offices
        FROM plan_version
        WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
          AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
    )
