package intake

// FieldOf names the field that a column under this header is read as when no
// mapping says otherwise: title, attrs.ground; "" for none.
func FieldOf(header string) string {
	f, attr := fieldByHeader(header)
	switch {
	case attr != "":
		return attrPrefix + attr
	case f == fieldNone || f == fieldIgnored:
		return ""
	}
	return f.key()
}
