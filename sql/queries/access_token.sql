-- The version of an API token that is in force (接口令牌). No row: no such token.
--   {id:String}   token id
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
WHERE id = {id:String}
ORDER BY version DESC, stored_at DESC
LIMIT 1
