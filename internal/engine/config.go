package engine

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"path/filepath"
	"text/template"
)

//go:embed config.xml.tmpl
var configText string

//go:embed users.xml.tmpl
var usersText string

var (
	configTemplate = parseTemplate("config.xml", configText)
	usersTemplate  = parseTemplate("users.xml", usersText)
)

func parseTemplate(name, text string) *template.Template {
	return template.Must(template.New(name).Funcs(template.FuncMap{"xml": escapeXML}).Parse(text))
}

func escapeXML(s string) (string, error) {
	var b bytes.Buffer
	err := xml.EscapeText(&b, []byte(s))
	return b.String(), err
}

// workingUser is the one user of the engine with a password.
const workingUser = "daylight"

// defaultMemoryRatio is the share of the machine's memory the engine may use
// when no limit is set; the rest is for the program itself and its renderers.
const defaultMemoryRatio = 0.6

// tableEngines are those the working user may give a table.
var tableEngines = []string{
	"MergeTree", "ReplacingMergeTree", "SummingMergeTree", "AggregatingMergeTree",
	"CollapsingMergeTree", "VersionedCollapsingMergeTree", "CoalescingMergeTree",
	"Distributed", "Memory", "Null", "Merge", "Join", "Set", "Log", "TinyLog", "StripeLog",
}

// settings are what the two configuration files are made of.
type settings struct {
	Users, Store, Backups, Log string // paths
	Host                       string
	Port                       int
	MemoryLimit                int64
	MemoryRatio                float64
	Extra                      string // XML, as it is
	User                       string
	PasswordSHA256             string
	Engines                    []string
	Remote                     bool // may reach other servers
	LimitSessions              bool // the two locks on the user "default"
	LimitStatements            bool
}

func newSettings(dir *dataDir, port int, password string, memoryLimit int64) settings {
	digest := sha256.Sum256([]byte(password))
	ratio := defaultMemoryRatio
	if memoryLimit > 0 {
		ratio = 0.95
	}
	return settings{
		Users:           filepath.Join(dir.config(), "users.xml"),
		Store:           dir.store(),
		Backups:         dir.backups(),
		Log:             dir.logFile(),
		Host:            loopback,
		Port:            port,
		MemoryLimit:     memoryLimit,
		MemoryRatio:     ratio,
		User:            workingUser,
		PasswordSHA256:  hex.EncodeToString(digest[:]),
		Engines:         tableEngines,
		LimitSessions:   true,
		LimitStatements: true,
	}
}

// write puts the files into dir and returns the path of the main one.
func (s settings) write(dir *dataDir) (string, error) {
	main := filepath.Join(dir.config(), "config.xml")
	for path, tmpl := range map[string]*template.Template{main: configTemplate, s.Users: usersTemplate} {
		var b bytes.Buffer
		if err := tmpl.Execute(&b, s); err != nil {
			return "", fmt.Errorf("write engine configuration: %w", err)
		}
		if err := writeFile(path, b.Bytes()); err != nil {
			return "", dirError(dir.path, err)
		}
	}
	return main, nil
}

// newPassword returns 192 random bits as text that needs no escaping anywhere.
func newPassword() string {
	b := make([]byte, 24)
	rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}
