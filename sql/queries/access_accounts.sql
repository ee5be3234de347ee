-- Every account in the version that is in force (账号管理), by name.
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
ORDER BY name ASC, version DESC, stored_at DESC
LIMIT 1 BY name
