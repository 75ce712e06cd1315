package layer

func renames() rules { return rules{} }
