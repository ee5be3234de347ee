package access

import "context"

// Repository is what storage does for access. Rows are versions: appended,
// never changed.
type Repository interface {
	// Account returns the latest version of the account, or disclosure.ErrNotFound.
	Account(ctx context.Context, name string) (Account, error)
	// Accounts returns the latest version of every account, by name.
	Accounts(ctx context.Context) ([]Account, error)
	// PutAccount appends a version durably. It fails with disclosure.Clashes
	// when a.Version is not the next one.
	PutAccount(ctx context.Context, a Account) error
	// Token returns the latest version of a token, or disclosure.ErrNotFound.
	Token(ctx context.Context, id string) (Token, error)
	// Tokens returns the latest version of each token of the account, newest first.
	Tokens(ctx context.Context, account string) ([]Token, error)
	// PutToken appends a version durably. It fails with disclosure.Clashes
	// when t.Version is not the next one.
	PutToken(ctx context.Context, t Token) error
	// AppendAudit appends entries durably; repeating an entry (same ID) adds nothing.
	AppendAudit(ctx context.Context, entries []Entry) error
	// Audit returns entries, latest first.
	Audit(ctx context.Context, q AuditQuery) ([]Entry, error)
}
