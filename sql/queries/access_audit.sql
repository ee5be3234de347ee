-- The audit trail (审计记录), latest first; each entry once.
--   {from:DateTime64(3)}   inclusive
--   {to:DateTime64(3)}     exclusive
--   {body:String}, {account:String}, {action:String}, {result:String}   '' means all
--   {limit:UInt64}, {offset:UInt64}
SELECT
    id,
    at,
    account,
    role,
    body,
    ip,
    action,
    target,
    result,
    details,
    request_id,
    times
FROM audit_entry
WHERE at >= {from:DateTime64(3, 'Asia/Shanghai')}
    AND at < {to:DateTime64(3, 'Asia/Shanghai')}
    AND ({body:String} = '' OR body = {body:String})
    AND ({account:String} = '' OR account = {account:String})
    AND ({action:String} = '' OR action = {action:String})
    AND ({result:String} = '' OR result = {result:String})
ORDER BY at DESC, id ASC
LIMIT 1 BY id
LIMIT {limit:UInt64} OFFSET {offset:UInt64}
