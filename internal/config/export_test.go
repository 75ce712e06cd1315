package config

// Count is the number of settings.
func Count() int { var c Config; return len(c.settings()) }
