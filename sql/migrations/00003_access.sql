-- +goose Up
-- Accounts: each change is a new version, the highest is in force.
CREATE TABLE account_version
(
    name          String                 COMMENT '账号名，小写',
    version       UInt32                 COMMENT '版本号，自 1 起',
    display       String                 COMMENT '显示名',
    role          LowCardinality(String) COMMENT '角色：leading、secretariat、head、clerk、auditor、admin',
    body          LowCardinality(String) COMMENT '机关代码，空为全部机关',
    office        LowCardinality(String) COMMENT '科室代码，仅科室角色有',
    password_hash String                 COMMENT '密码摘要（argon2id）',
    epoch         UInt32                 COMMENT '登录批次：此前的登录一律失效',
    disabled      Bool                   COMMENT '是否停用',
    must_change   Bool                   COMMENT '密码是否由他人设置，须先修改',
    changed_at    DateTime64(3, 'Asia/Shanghai') COMMENT '变更时间',
    changed_by    String                 COMMENT '变更人账号',
    stored_at     DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间'
)
ENGINE = MergeTree ORDER BY (name, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '账号';

-- API tokens: revoking one is a new version. The secret itself is never stored.
CREATE TABLE token_version
(
    id          String                        COMMENT '令牌编号',
    version     UInt32                        COMMENT '版本号，自 1 起',
    account     String                        COMMENT '账号名',
    label       String                        COMMENT '用途',
    secret_hash String                        COMMENT '密钥摘要（SHA-256）',
    scopes      Array(LowCardinality(String)) COMMENT '范围：events:write、read',
    expires_at  DateTime64(3, 'Asia/Shanghai') COMMENT '有效期至',
    revoked     Bool                          COMMENT '是否吊销',
    changed_at  DateTime64(3, 'Asia/Shanghai') COMMENT '变更时间',
    changed_by  String                        COMMENT '变更人账号',
    stored_at   DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间'
)
ENGINE = MergeTree ORDER BY (id, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '接口令牌';

-- The audit trail. An entry that was sent twice, because the first answer was
-- lost, is there twice with one id: readers take one.
CREATE TABLE audit_entry
(
    at         DateTime64(3, 'Asia/Shanghai') COMMENT '时间',
    id         String                 COMMENT '记录编号',
    account    String                 COMMENT '账号；登录失败时为所输入的账号',
    role       LowCardinality(String) COMMENT '角色',
    body       LowCardinality(String) COMMENT '账号所属机关，空为全部机关',
    ip         String                 COMMENT '来源地址',
    action     LowCardinality(String) COMMENT '操作',
    target     String                 COMMENT '对象',
    result     LowCardinality(String) COMMENT '结果：done、failed、refused',
    details    String                 COMMENT '详情',
    request_id String                 COMMENT '请求编号',
    times      UInt32                 COMMENT '次数：同类被拒一分钟内合并计数',
    stored_at  DateTime64(3, 'Asia/Shanghai') DEFAULT now64(3) COMMENT '写入时间'
)
ENGINE = MergeTree ORDER BY (at, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT '审计记录：只增不改';

-- +goose Down
DROP TABLE audit_entry;
DROP TABLE token_version;
DROP TABLE account_version;
