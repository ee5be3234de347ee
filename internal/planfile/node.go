package planfile

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

type kind int

const (
	scalar kind = iota + 1
	list
	table
	nothing
)

// node is a YAML value with its place. Every scalar is text: the plan's own
// rules, not YAML's, say what 5, yes and 01-31 mean.
type node struct {
	kind         kind
	line, column int
	text         string
	items        []*node
	entries      []entry
}

type entry struct {
	key          string
	line, column int
	value        *node
}

// build turns the parser's tree into nodes and reports the parts of YAML that
// a plan does without: anchors, aliases, merge keys, tags and complex keys.
func (r *reader) build(n ast.Node) *node {
	if n == nil {
		return &node{kind: nothing, line: 1, column: 1}
	}
	out := place(n.GetToken())
	switch v := n.(type) {
	case *ast.MappingNode:
		out.kind = table
		for _, pair := range v.Values {
			r.buildEntry(out, pair)
		}
		if !v.IsFlowStyle && len(out.entries) > 0 {
			out.line, out.column = out.entries[0].line, out.entries[0].column
		}
	case *ast.SequenceNode:
		out.kind = list
		for _, item := range v.Values {
			out.items = append(out.items, r.build(item))
		}
	case *ast.NullNode:
		out.kind = nothing
	case *ast.LiteralNode:
		out.kind, out.text = scalar, strings.TrimSpace(blockText(v))
	case *ast.StringNode:
		out.kind, out.text = scalar, strings.TrimSpace(v.Value)
	case *ast.AnchorNode:
		r.add(out, "plan.no_references")
		return r.build(v.Value)
	case *ast.TagNode:
		r.add(out, "plan.no_tags")
		return r.build(v.Value)
	case *ast.AliasNode, *ast.MergeKeyNode:
		r.add(out, "plan.no_references")
		out.kind, out.text = scalar, ""
	default:
		out.kind, out.text = scalar, strings.TrimSpace(n.GetToken().Value)
	}
	return out
}

func (r *reader) buildEntry(into *node, pair *ast.MappingValueNode) {
	at := place(pair.Key.GetToken())
	switch pair.Key.(type) {
	case *ast.MergeKeyNode:
		r.add(at, "plan.no_references")
		return
	case *ast.MappingKeyNode, *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		r.add(at, "plan.plain_keys")
		return
	}
	key := strings.TrimSpace(pair.Key.GetToken().Value)
	into.entries = append(into.entries, entry{key, at.line, at.column, r.build(pair.Value)})
}

func place(tk *token.Token) *node {
	n := &node{line: 1, column: 1}
	if tk != nil && tk.Position != nil {
		n.line, n.column = tk.Position.Line, tk.Position.Column
	}
	return n
}

// blockText reads a block scalar. Folding (>) joins lines with a space, as YAML
// does, except next to Chinese, which is written without.
func blockText(v *ast.LiteralNode) string {
	if v.Value == nil {
		return ""
	}
	if v.Start == nil || !strings.HasPrefix(v.Start.Value, ">") || v.Value.Token == nil {
		return v.Value.Value
	}
	var b strings.Builder
	for line := range strings.Lines(v.Value.Token.Origin) {
		line = strings.TrimSpace(line)
		if line == "" {
			b.WriteString("\n")
			continue
		}
		if before := b.String(); before != "" && !strings.HasSuffix(before, "\n") &&
			before[len(before)-1] < 0x80 && line[0] < 0x80 {
			b.WriteString(" ")
		}
		b.WriteString(line)
	}
	return b.String()
}
