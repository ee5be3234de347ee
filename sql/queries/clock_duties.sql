-- The duties of each clock in the plans of these bodies known at a moment, those
-- that some of them publish on several channels, the codes of all channels, and the
-- points of checklists.
--   {as_of:DateTime64(3)}    plan versions recorded at or after it are unknown
--   {bodies:Array(String)}   empty: all
SELECT toUInt8(clock) AS clock,
    arraySort(groupUniqArray(toString(duty))) AS duties,
    arraySort(groupUniqArrayIf(toString(duty), length(duty_line.channels) > 1)) AS wide,
    arraySort(groupUniqArrayArray(duty_line.channels.code)) AS channels,
    groupUniqArrayArray(required_fields) AS points
FROM duty_line
WHERE (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
  AND (body, edition) IN (
      SELECT body, max(version) FROM plan_version
      WHERE recorded_at < {as_of:DateTime64(3, 'Asia/Shanghai')}
        AND (empty({bodies:Array(String)}) OR body IN {bodies:Array(String)})
      GROUP BY body)
GROUP BY clock
