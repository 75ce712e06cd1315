package layer

func replies() rules { return rules{} }
