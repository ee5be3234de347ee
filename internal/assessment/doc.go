// Package assessment turns verdicts into points (考核计分): a scheme and the
// judged instances of a period become receipts, and the receipts scores,
// grades, ranks and the points of the annual target assessment.
//
// It is pure: the same input gives the same receipts to the hundredth, in
// whatever order the input comes. README.md states the rules.
package assessment
