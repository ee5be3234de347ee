-- The version of an account that is in force (登录、权限). No row: no such account.
--   {name:String}   account name, lower case
SELECT
    name,
    version,
    display,
    role,
    body,
    office,
    password_hash,
    epoch,
    disabled,
    must_change,
    changed_at,
    changed_by
FROM account_version
WHERE name = {name:String}
ORDER BY version DESC, stored_at DESC
LIMIT 1
