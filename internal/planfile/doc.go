// Package planfile reads and writes 方案文件: plans as YAML that a secretary
// writes and a leading group reviews. README.md describes the format.
//
// Reading is strict and complete: whatever is unknown, doubled, of the wrong
// kind or refers to nothing is a Problem with its place and its remedy, and all
// problems come at once.
package planfile
