package layer

func coercions() rules { return rules{} }
