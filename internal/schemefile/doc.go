// Package schemefile reads 考核办法 files: schemes as YAML that a secretary
// writes and a leading group approves. README.md describes the format.
//
// Reading is strict and complete, as for plan files: whatever is unknown,
// doubled or of the wrong kind is a problem with its place and its remedy, and
// all problems come at once.
package schemefile
