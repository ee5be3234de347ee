// Package annualreport makes and checks the three tables of a bureau's yearly
// report on government information (政府信息公开工作年度报告) in the form of
// 国办公开办函〔2021〕30号, and drafts its six chapters.
//
// The form is law: rows and columns have the codes printed in it, so that a
// checker can name any cell. Statistics run from 1 January to 31 December.
package annualreport
