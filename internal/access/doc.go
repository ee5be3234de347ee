// Package access knows who may come in and what they may do: accounts, roles
// as a table, passwords, sessions, tokens of programs, and the audit trail.
//
// It knows neither HTTP nor SQL. Repository says what storage must do, and
// Service is what the web pages and the command line use.
package access
