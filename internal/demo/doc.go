// Package demo makes up a believable year of a bureau's events (演示数据) from a
// plan and a seed: mostly on time, some late, some never, and every situation
// that boards must show. The same input gives the same events.
//
// It goes in five steps, each in a file of its own:
//
//   - occasions: what fell due, one file per kind of duty (periodic.go,
//     onevent.go). A new kind is a new file and a line in kind.
//     Requests, incidents, channels kept alive and spot checks have plots of their
//     own (applications.go, incidents.go, upkeep.go, standing.go, batch.go) that say
//     what comes of them; the cast leaves them alone.
//   - cast.go: each office gets a character and each occasion a situation.
//   - play.go: the situation becomes events.
//   - copies.go: what counts for several duties is recorded for each.
//   - words.go: titles, numbers and addresses, in the bureau's language.
package demo
