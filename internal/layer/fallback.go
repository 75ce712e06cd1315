package layer

func fallbacks() rules { return rules{} }
