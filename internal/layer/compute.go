package layer

func computed() rules { return rules{} }
