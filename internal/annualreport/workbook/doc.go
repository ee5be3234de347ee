// Package workbook writes the three tables of the yearly report as an Excel file
// in the form of 国办公开办函〔2021〕30号, and reads such a file back, also when
// people have worked on it.
package workbook

// The sheets of the file, in their order.
const (
	sheetA = "表一 主动公开"
	sheetB = "表二 依申请公开"
	sheetC = "表三 复议诉讼"
)
