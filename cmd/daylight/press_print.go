package main

import (
	"bytes"
	"context"

	"daylight/internal/briefing"
	"daylight/internal/briefing/document"
)

func printBriefing(ctx context.Context, b *briefing.Briefing, n briefing.Number, looks briefing.Looks, progress func(done, of int)) ([]briefing.Content, error) {
	o := document.Options{Number: n}
	if looks.RedHead {
		o.RedHead = b.Body.Name
	}
	var files []briefing.Content
	of := 1 + len(b.Sheets)
	d, err := document.Of(b, o)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := d.Write(&out); err != nil {
		return nil, err
	}
	const kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	files = append(files, briefing.Content{File: briefing.File{Name: "通报.docx", Type: kind}, Content: out.Bytes()})
	for k := range b.Sheets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if progress != nil {
			progress(k+1, of)
		}
		d, err := document.Sheet(b, &b.Sheets[k], o)
		if err != nil {
			return nil, err
		}
		var out bytes.Buffer
		if err := d.Write(&out); err != nil {
			return nil, err
		}
		files = append(files, briefing.Content{File: briefing.File{Name: "单位/" + b.Sheets[k].Office.Name + ".docx", Office: b.Sheets[k].Office.Code, Type: kind}, Content: out.Bytes()})
	}
	return files, nil
}
