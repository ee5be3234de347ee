-- The API tokens of an account in the versions that are in force (我的账号),
-- latest change first.
--   {account:String}   account name
SELECT
    id,
    version,
    account,
    label,
    secret_hash,
    scopes,
    expires_at,
    revoked,
    changed_at,
    changed_by
FROM
(
    SELECT
        id,
        version,
        account,
        label,
        secret_hash,
        scopes,
        expires_at,
        revoked,
        changed_at,
        changed_by
    FROM token_version
    WHERE account = {account:String}
    ORDER BY id ASC, version DESC, stored_at DESC
    LIMIT 1 BY id
)
ORDER BY changed_at DESC, id ASC
