// Package briefing makes the 通报: what a bureau's leading group signs and every
// office reads. A briefing is a value, computed from judged instances and
// scores; docx, xlsx, pdf and pages only render it. Its prose holds figures by
// name, so that every number in a sentence stands in a table of the same document.
package briefing
